import { isDeepStrictEqual } from 'node:util';
import { compileFlow } from '../compile/compile.ts';
import { readPath } from '../compile/template/read-path.ts';
import type { Handlers } from '../contract/methods.ts';
import type { TestResult } from '../contract/shapes.ts';
import type { DryRun } from '../model/dry-run.ts';
import { personFault, toFault } from '../model/fault.ts';
import type { Expectation, Flow, FlowTest } from '../model/flow.ts';
import { isRecord, type JsonValue } from '../model/json.ts';
import { dryRun } from '../run/dry-run.ts';
import { readAnyDocument } from './flows.ts';
import { findFlow, type Kernel } from './kernel.ts';
import { choosePayload } from './samples.ts';

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
};

/** Compared as JSON: outputs may be records without a prototype. */
const same = (a: unknown, b: unknown): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(a ?? null)), JSON.parse(JSON.stringify(b ?? null)));

const wished: Partial<Record<Expectation['op'], string>> = {
  equals: 'expected',
  'not-equals': 'expected anything but',
  contains: 'expected it to contain',
};

/** Text and lists contain a part; records contain a key. */
const contains = (whole: JsonValue | undefined, part: JsonValue | undefined): boolean => {
  if (typeof whole === 'string') return whole.includes(String(part));
  if (Array.isArray(whole)) return whole.some((item) => same(item, part));
  return typeof whole === 'object' && whole !== null && Object.hasOwn(whole, String(part));
};

/** What differs between two records, field by field; undefined when either is no record. */
const differences = (name: string, found: JsonValue | undefined, value: unknown): string | undefined => {
  if (!isRecord(found) || !isRecord(value)) return undefined;
  const keys = [...new Set([...Object.keys(value), ...Object.keys(found)])].filter(
    (key) => !same(found[key], value[key]),
  );
  return `${name}: ${keys.map((key) => `${key} was ${show(found[key])}, expected ${show(value[key])}`).join('; ')}.`;
};

/** One sentence when an expectation was not met, undefined when it was. */
const unmet = (
  { node, path, op, value }: Expectation,
  run: DryRun,
  labelOf: (node: string) => string,
): string | undefined => {
  const step = run.steps.find((candidate) => candidate.node === node);
  const name = node === undefined ? 'The flow' : (step?.label ?? labelOf(node));
  const ended = { succeeded: 'run to the end', failed: 'stop with an error' };
  if (op === 'status')
    return run.status === value
      ? undefined
      : `The flow was expected to ${ended[value === 'failed' ? 'failed' : 'succeeded']}, but it did not.`;
  if (op === 'ran')
    return step && step.status !== 'skipped' ? undefined : `${name} was expected to run, but it did not.`;
  if (op === 'skipped')
    return !step || step.status === 'skipped' ? undefined : `${name} was expected not to run, but it did.`;
  if (op === 'failed') return step?.status === 'failed' ? undefined : `${name} was expected to fail, but it did not.`;
  const keys = path === '' ? [] : path.split('.');
  const whole: JsonValue = node === undefined ? (run.answer?.body ?? null) : (step?.output ?? null);
  const found = keys.length === 0 ? whole : readPath(whole, keys);
  const where = path === '' ? 'the result' : path;
  const met = {
    equals: same(found, value),
    'not-equals': !same(found, value),
    contains: contains(found, value as JsonValue | undefined),
    exists: found !== undefined && found !== null,
  }[op];
  if (met) return undefined;
  if (found === undefined || found === null || found === '')
    return `${name}: ${where} was empty${op === 'exists' ? '.' : `, ${wished[op]} ${show(value)}.`}`;
  const inFields = op === 'equals' ? differences(name, found, value) : undefined;
  return inFields ?? `${name}: ${where} was ${show(found)}, ${wished[op]} ${show(value)}.`;
};

const runTest = async (kernel: Kernel, flow: Flow, test: FlowTest): Promise<TestResult> => {
  const { plan } = compileFlow(flow, kernel.types);
  const sample = flow.samples.find(({ id }) => id === test.sample);
  const trigger = sample && plan?.triggers.find(({ id }) => id === sample.node);
  if (!plan || !trigger)
    return {
      name: test.name,
      passed: false,
      failures: [
        plan
          ? `The sample "${test.sample}" is not there, or does not belong to a trigger.`
          : 'The flow has problems; run a check first.',
      ],
    };
  const result = await dryRun({
    plan,
    trigger,
    payload: choosePayload(plan, trigger, sample.payload as JsonValue, kernel.clock.now()),
    pinned: test.pinned as Record<string, JsonValue>,
    vars: kernel.vars(),
    clock: kernel.clock,
    // A test saved with a flow depends on nothing outside: what it reads is pinned.
    // A test comes out the same every time, whatever the flow has seen.
    recall: () => undefined,
    outside: kernel.outsideFor(() => []),
  });
  const labelOf = (id: string): string => {
    const node = flow.nodes.find((candidate) => candidate.id === id);
    return node?.name || kernel.types.get(node?.type ?? '')?.title || id;
  };
  const failures = test.expect.flatMap((expectation) => unmet(expectation, result, labelOf) ?? []);
  const unexpected = result.error && !test.expect.some(({ op }) => op === 'status' || op === 'failed');
  if (unexpected) failures.push(`The run failed: ${result.error?.message}`);
  return { name: test.name, passed: failures.length === 0, failures };
};

export const testHandlers = (kernel: Kernel): Pick<Handlers, 'flows.test'> => ({
  'flows.test': async ({ subject }) => {
    const flow =
      'flow' in subject
        ? (JSON.parse(findFlow(kernel.config, subject.flow).draft) as Flow)
        : await readAnyDocument(kernel, subject.document);
    if (flow.tests.length === 0)
      throw personFault('tests.none', `"${flow.name}" has no tests saved with it.`, {
        fix: 'Save a test in the flow first.',
      });
    const results: TestResult[] = [];
    for (const test of flow.tests)
      results.push(
        await runTest(kernel, flow, test).catch((thrown: unknown) => ({
          name: test.name,
          passed: false,
          failures: [toFault(thrown).message],
        })),
      );
    return results;
  },
});
