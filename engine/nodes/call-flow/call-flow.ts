import { z } from 'zod';
import { worldFault } from '../../model/fault.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import { defineStep, outPort, type StepResult } from '../define.ts';
import { text, tree } from '../params.ts';
import { showValue } from '../show-value.ts';

/** How often a step looks whether the run it called is over, should nobody tell it. */
const lookAgainMs = 60_000;

const params = z.strictObject({
  flow: text(z.string().trim().max(200)).default('').describe('Name of a flow that is switched on'),
  payload: tree.default({}).describe('What that flow is given as what arrived'),
  wait: z.boolean().default(true).describe('Whether to wait for its result'),
});

const asRecord = (value: JsonValue): JsonRecord => (isRecord(value) ? value : { value });

/** Runs another flow and hands on its result. The run is stored with this step, so it is called exactly once. */
export const node = defineStep({
  type: 'call-flow',
  version: 1,
  family: 'then',
  title: 'Run another flow',
  description: 'Starts another flow with data of this one, and goes on with its result.',
  icon: 'workflow',
  synonyms: ['call flow', 'sub flow', 'subflow', 'execute workflow', 'run flow', 'reuse', 'function', 'nested'],
  params,
  form: [
    { name: 'flow', label: 'Flow', kind: 'flow-name', help: 'It has to be switched on.' },
    {
      name: 'payload',
      label: 'Give it',
      kind: 'json',
      templated: true,
      help: 'In that flow, this is what arrived.',
    },
    { name: 'wait', label: 'Wait for its result', kind: 'yes-no' },
  ],
  ports: () => [outPort],
  summary: ({ flow, wait }) =>
    flow === ''
      ? 'Does not know yet which flow to run'
      : `Runs ${showValue(flow)}${wait ? ' and waits for its result' : ''}`,
  sample: () => ({ ok: true }),
  check: ({ flow }) =>
    flow === ''
      ? [{ param: 'flow', message: 'No flow is chosen yet.', fix: 'Choose a flow that is switched on.' }]
      : [],
  effect: () => 'keyed',
  run: ({ flow, payload, wait }, { called, now, startedAtMs }): StepResult => {
    const did = { kind: 'call' as const, flow, payload };
    const call = { flow, payload: asRecord(payload) };
    const before = called();
    // What failed before this attempt began is what the person is retrying.
    const hadFailed = before?.status === 'failed' || before?.status === 'cancelled';
    if (!before || (hadFailed && (before.finishedAtMs ?? 0) < startedAtMs))
      return wait ? { call, waitUntilMs: now() + lookAgainMs } : { call, output: { started: true }, did };
    if (before.status === 'open') return { waitUntilMs: now() + lookAgainMs };
    if (before.status === 'succeeded') return { output: before.result, did };
    throw worldFault(
      'call-flow.failed',
      before.status === 'cancelled'
        ? `The run of "${flow}" was cancelled.`
        : `The flow "${flow}" failed: ${before.error?.message ?? 'nobody knows why.'}`,
      // That run has made its own tries.
      { fix: 'Look at that run, correct what is wrong, and retry.', data: { run: before.id }, retryable: false },
    );
  },
  preview: ({ flow, payload }): StepResult => ({ output: {}, did: { kind: 'call', flow, payload } }),
  upgrades: [],
});
