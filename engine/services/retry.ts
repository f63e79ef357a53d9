import { loopsAround } from '../compile/bodies.ts';
import { readGraph } from '../compile/graph.ts';
import type { Plan } from '../compile/plan.ts';
import type { ArgumentOf, Handlers } from '../contract/methods.ts';
import type { RunDetail } from '../contract/run-shapes.ts';
import { personFault } from '../model/fault.ts';
import type { RunId } from '../model/ids.ts';
import { siteKey } from '../model/items.ts';
import type { Arrival, JournalEntry, LoadedRun } from '../model/journal.ts';
import { isRecord, type JsonValue } from '../model/json.ts';
import type { MemoryWrite } from '../model/memory.ts';
import type { NewRun, StepRecord } from '../model/records.ts';
import { isTerminal } from '../model/run.ts';
import { idempotencyKey } from '../run/idempotency-key.ts';
import { isSettled, latestAttempts } from '../run/replay.ts';
import type { Kernel } from './kernel.ts';
import { loadRun, runArrival, showRun } from './runs.ts';

const append = (kernel: Kernel, entry: JournalEntry): Promise<void> =>
  new Promise((resolve, reject) => kernel.journal.append(entry, () => resolve(), reject));

/** Goes on with a run and resolves when it is over or waits for something. */
const goOn = (kernel: Kernel, id: RunId): Promise<RunDetail> =>
  new Promise((resolve) => kernel.runner.resume(id, { left: () => resolve(showRun(kernel, id)) }));

const versionFor = (kernel: Kernel, { run }: LoadedRun, which: 'ran' | 'current'): number => {
  if (which === 'ran') return run.version;
  const flow = kernel.config.flow(run.flowId);
  if (!flow)
    throw personFault('flow.not-found', 'The flow of this run was removed.', {
      fix: 'Retry with the version that ran.',
    });
  return kernel.config.addVersion(flow.id, flow.draft);
};

/**
 * Steps whose results a retry keeps: those that are over and do not depend on the step it starts from. Of a list that failed,
 * items that were done stay done, unless the step that repeats was changed (`isChanged`).
 */
const keptSteps = (
  plan: Plan,
  steps: readonly StepRecord[],
  from: string,
  isChanged: (node: string) => boolean,
): StepRecord[] => {
  const { upstream } = readGraph(plan.flow, new Set(plan.triggers.map(({ id }) => id)));
  const latest = latestAttempts(steps);
  const again = [from, ...loopsAround(plan.bodies, from)];
  const staysDone = (node: string): boolean =>
    loopsAround(plan.bodies, node).some(
      (loop) => again.includes(loop) && latest.get(loop)?.status === 'failed' && !isChanged(loop),
    );
  return [...latest.values()].filter(
    (step) =>
      isSettled(step) &&
      plan.byId.has(step.node) &&
      (staysDone(step.node) || !again.some((node) => step.node === node || upstream.get(step.node)?.has(node))),
  );
};

/** Whether a step is set up differently in another version of its flow. */
const changedSince = (before: Plan, now: Plan) => (node: string) => {
  const paramsIn = ({ flow }: Plan) => JSON.stringify(flow.nodes.find(({ id }) => id === node)?.params);
  return paramsIn(before) !== paramsIn(now);
};

const startNode = (loaded: LoadedRun, plan: Plan, from: string | undefined): string => {
  const node = from ?? loaded.run.failedNode ?? 'start';
  if (node === 'start' || plan.byId.get(node)?.kind === 'step') return node;
  throw personFault('retry.no-such-step', `This version of the flow has no step "${node}".`, {
    fix: `Choose one of: start, ${[...plan.byId.values()]
      .filter(({ kind }) => kind === 'step')
      .map(({ id }) => id)
      .join(', ')}.`,
  });
};

/** Runs everything again with what arrived corrected by hand: a new event, so that what really arrived stays as it was. */
const startAgain = async (
  kernel: Kernel,
  { run, event }: LoadedRun,
  plan: Plan,
  version: number,
  edited: JsonValue,
): Promise<RunDetail> => {
  const trigger = plan.byId.get(run.trigger);
  if (trigger?.kind !== 'trigger' || !isRecord(edited))
    throw personFault('payload.not-a-record', 'What arrived must stay a record, such as {"name": "Ana"}.');
  const text = kernel.vault.redact(JSON.stringify(edited));
  const id = kernel.journal.nextRunId();
  const eventId = kernel.journal.nextEventId();
  const arrival: Arrival = {
    event: {
      ...event,
      id: eventId,
      verdict: 'started',
      reason: `Edited by hand, from ${run.id}.`,
      payload: text,
      raw: null,
    },
    payload: JSON.parse(text) as JsonValue,
    run: {
      id,
      flowId: run.flowId,
      version,
      eventId,
      trigger: trigger.id,
      retryOf: run.id,
      keyRoot: id,
      depth: run.depth,
    },
    seen: null,
  };
  kernel.history.dismiss(run.id);
  return showRun(kernel, await runArrival(kernel, arrival));
};

const retry = async (kernel: Kernel, input: ArgumentOf<'runs.retry'>): Promise<RunDetail> => {
  const loaded = loadRun(kernel, input.run);
  const { run, event, steps } = loaded;
  if (!isTerminal(run.status))
    throw personFault('retry.still-open', `This run is not over: it is ${run.status}.`, {
      fix: 'Wait for it, decide about it, or cancel it first.',
    });
  if (event.payload === null && input.payload === undefined)
    throw personFault('retry.no-data', 'What this run started with was not kept.', { fix: 'Let it arrive again.' });
  const version = versionFor(kernel, loaded, input.version);
  const plan = kernel.plans.of(run.flowId, version);
  if (plan.byId.get(run.trigger)?.kind !== 'trigger')
    throw personFault('retry.no-such-trigger', `The current version has no trigger "${run.trigger}".`, {
      fix: 'Retry with the version that ran.',
    });
  if (input.payload !== undefined) return startAgain(kernel, loaded, plan, version, input.payload);
  const from = startNode(loaded, plan, input.from);
  const id = kernel.journal.nextRunId();
  const newRun: NewRun = {
    id,
    flowId: run.flowId,
    version,
    eventId: run.eventId,
    trigger: run.trigger,
    retryOf: run.id,
    // Going on from a step is the same undertaking, so effects keep their keys; from the start it is a new one.
    keyRoot: from === 'start' ? id : run.keyRoot,
    depth: run.depth,
  };
  const isChanged = changedSince(kernel.plans.of(run.flowId, run.version), plan);
  const kept = from === 'start' ? [] : keptSteps(plan, steps, from, isChanged);
  await append(kernel, { runId: id, newRun, steps: kept });
  kernel.history.dismiss(run.id);
  return goOn(kernel, id);
};

/** What a person says about a step that may have half-happened. */
const decided = (step: StepRecord, choice: 'done' | 'again' | 'skip', nowMs: number): StepRecord => {
  const rest = { finishedAtMs: nowMs };
  switch (choice) {
    case 'done':
      return { ...step, ...rest, status: 'succeeded', port: 'out', output: {}, error: null };
    case 'skip':
      return { ...step, ...rest, status: 'skipped', port: 'out', error: null };
    case 'again':
      return { ...step, ...rest, status: 'failed', port: null };
  }
};

const decide = async (
  kernel: Kernel,
  { run: id, node, item, choice }: ArgumentOf<'runs.decide'>,
): Promise<RunDetail> => {
  const { run, steps } = loadRun(kernel, id);
  const step = latestAttempts(steps).get(siteKey(node, item));
  if (run.status !== 'needs-decision' || step?.status !== 'needs-decision')
    throw personFault('decide.nothing-asked', `The step "${node}" of this run does not wait for a decision.`, {
      fix: 'Look at the run again; it may have gone on.',
    });
  if (choice === 'stop') {
    await kernel.runner.cancel(id);
    return showRun(kernel, id);
  }
  await append(kernel, { runId: id, steps: [decided(step, choice, kernel.clock.now())] });
  return goOn(kernel, id);
};

const answer = async (kernel: Kernel, input: ArgumentOf<'runs.answer'>): Promise<RunDetail> => {
  const { run: id, node, item, answer: said, note } = input;
  const { run, steps } = loadRun(kernel, id);
  const site = siteKey(node, item);
  const step = latestAttempts(steps).get(site);
  if (isTerminal(run.status) || step?.status !== 'started' || step.did?.kind !== 'question')
    throw personFault('answer.nothing-asked', `The step "${node}" of this run does not ask anything.`, {
      fix: 'Look at the run again; it may have gone on.',
    });
  const key = idempotencyKey(kernel.installation, run.keyRoot, node, item);
  const nowMs = kernel.clock.now();
  const memory: MemoryWrite = {
    flowId: run.flowId,
    node,
    key: `answer:${key}`,
    value: { answer: said, note, answeredAt: new Date(nowMs).toISOString() },
    // Longer than any question stands.
    expiresAtMs: nowMs + 400 * 86_400_000,
  };
  kernel.journal.memory.note(memory);
  const left = new Promise<void>((resolve) => kernel.runner.watch(id, { left: () => resolve() }));
  await kernel.runner.nudge({ runId: id, steps: [], due: [site], memory: [memory] });
  await left;
  return showRun(kernel, id);
};

export const retryHandlers = (kernel: Kernel): Pick<Handlers, 'runs.retry' | 'runs.decide' | 'runs.answer'> => ({
  'runs.answer': (input) => answer(kernel, input),
  'runs.retry': (input) => retry(kernel, input),
  'runs.decide': (input) => decide(kernel, input),
});
