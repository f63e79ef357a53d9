import { call } from '../client/connection.ts';
import type { DryRun, DryStep, Flow, FlowTest, RunDetail, RunStep } from '../client/types.ts';
import { answersOf, freeTestName, suggestExpectations } from '../pieces/saved-tests/expectations.ts';
import { addSample, putTest } from '../stores/sample-edits.ts';

/** Why a run cannot become a test; undefined when it can. */
export const whyNoTest = (run: RunDetail): string | undefined => {
  if (!run.dataKept) return 'What arrived was not kept';
  if (run.currentVersion === null) return 'Its flow was removed';
  if (run.retryOf !== null) return 'It went on with what an earlier run had done';
  return run.status === 'succeeded' || run.status === 'failed' ? undefined : 'It did not come to an end';
};

/** A step as a test would have seen it. */
const asTried = ({ node, item, type, label, effect, status, port, output, did, error }: RunStep): DryStep => ({
  node,
  item,
  type,
  label,
  effect,
  status,
  pinned: false,
  port,
  output,
  would: did,
  error,
});

/** What a run came to, as the result of a test. Of a repeated step only what it handed on counts, and only the last attempt. */
export const asDryRun = (run: Pick<RunDetail, 'status' | 'steps' | 'error'>): DryRun => {
  const last = new Map<string, DryStep>();
  for (const step of run.steps) if (step.item === 0) last.set(step.node, asTried(step));
  return {
    status: run.status === 'succeeded' ? 'succeeded' : 'failed',
    steps: [...last.values()],
    answer: null,
    error: run.error,
  };
};

/** The test a run makes: the same way through the flow, and what its pure steps made. Steps the flow got since are left out. */
export const testOfRun = (run: RunDetail, flow: Pick<Flow, 'nodes' | 'tests'>, sample: string): FlowTest => {
  const dry = asDryRun(run);
  const ran = new Set(run.nodes.map(({ node }) => node));
  const triggers = new Set(run.nodes.flatMap(({ node, effect }) => (effect === null ? [node] : [])));
  const nodes = flow.nodes.filter(({ id }) => ran.has(id));
  const suggested = suggestExpectations({ nodes }, triggers, dry, (node) => node);
  return {
    name: freeTestName(
      run.headline.slice(0, 150),
      flow.tests.map(({ name }) => name),
    ),
    sample,
    pinned: answersOf(dry, {}) as FlowTest['pinned'],
    expect: suggested.filter(({ isOn }) => isOn).map(({ expectation }) => expectation),
  };
};

/** Keeps what started a run as an example of its flow, and what came of it as a test. Returns the name of the test. */
export const saveAsTest = async (run: RunDetail): Promise<string> => {
  const [{ payload }, { document, revision }] = await Promise.all([
    call('samples.ofEvent', { event: run.event }),
    call('flows.draft', { flow: run.flowId }),
  ]);
  const changed = structuredClone(document);
  const sample = addSample(changed, run.trigger, run.headline, payload);
  const test = testOfRun(run, changed, sample);
  putTest(changed, test);
  await call('flows.save', { flow: run.flowId, document: changed, revision });
  return test.name;
};
