import { compileFlow } from '../compile/compile.ts';
import { readGraph } from '../compile/graph.ts';
import type { Plan } from '../compile/plan.ts';
import type { ArgumentOf, Handlers } from '../contract/methods.ts';
import type { RunDetail, RunRow, RunStep, RunSummary } from '../contract/run-shapes.ts';
import { personFault } from '../model/fault.ts';
import type { Flow } from '../model/flow.ts';
import type { Grant } from '../model/grant.ts';
import { type RunId, rowOf, runIdOf, runIdSchema } from '../model/ids.ts';
import { siteKey } from '../model/items.ts';
import type { Arrival, LoadedRun } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { StepRecord, StoredRun } from '../model/records.ts';
import { dryRun } from '../run/dry-run.ts';
import { fromOutside } from '../run/intake.ts';
import type { LiveTrigger } from '../run/live-flows.ts';
import type { StoredFlow } from '../store/config.ts';
import type { RunLine } from '../store/pages.ts';
import { lineHeadline, tellArrived } from './events.ts';
import { explainRun } from './explain/explain-run.ts';
import { chosenGrants, readAnyDocument } from './flows.ts';
import { requestedGrants } from './grants.ts';
import { headlineOfText } from './headline.ts';
import { findFlow, type Kernel } from './kernel.ts';
import { choosePayload, chooseTrigger } from './samples.ts';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The name of a run's flow, also of one that is in the bin. */
const nameOf = (kernel: Kernel, run: StoredRun): string => {
  const document = kernel.config.document(run.flowId, run.version);
  return kernel.config.flow(run.flowId)?.name ?? (document === null ? run.flowId : (JSON.parse(document) as Flow).name);
};

export const summarize = (kernel: Kernel, run: StoredRun): RunSummary => ({
  id: run.id,
  flow: nameOf(kernel, run),
  flowId: run.flowId,
  version: run.version,
  trigger: run.trigger,
  event: run.eventId,
  status: run.status,
  startedAt: iso(run.startedAtMs),
  finishedAt: iso(run.finishedAtMs),
  error: run.error,
  failedNode: run.failedNode,
  retryOf: run.retryOf,
  recoveries: run.recoveries,
  attention: run.attention,
});

const describeStep = (plan: Plan, step: StepRecord, timers: LoadedRun['timers']): RunStep => {
  const node = plan.byId.get(step.node);
  return {
    node: step.node,
    type: node?.definition.type ?? '',
    label: node?.label ?? step.node,
    item: step.item,
    attempt: step.attempt,
    status: step.status,
    effect: node?.kind === 'step' ? node.effect : 'pure',
    port: step.port,
    ...(step.output !== undefined && { output: step.output }),
    did: step.did,
    error: step.error,
    startedAt: new Date(step.startedAtMs).toISOString(),
    finishedAt: iso(step.finishedAtMs),
    durationMs: step.finishedAtMs === null ? null : step.finishedAtMs - step.startedAtMs,
    nextAt: iso(timers.get(siteKey(step.node, step.item)) ?? null),
  };
};

const notFound = (id: RunId) =>
  personFault('run.not-found', `There is no run ${id}.`, { fix: 'List the runs to see which there are.' });

export const loadRun = (kernel: Kernel, id: RunId): LoadedRun => {
  const loaded = kernel.journal.loadRun(id);
  if (!loaded) throw notFound(id);
  return loaded;
};

/** The version a retry with the flow as it is now would get. */
const nextVersion = ({ config }: Kernel, { id, draft }: StoredFlow): number => {
  const latest = config.versions(id)[0]?.version ?? 0;
  return config.document(id, latest) === draft ? latest : latest + 1;
};

const toRow = (kernel: Kernel, line: RunLine, ticks: RunRow['ticks']): RunRow => ({
  ...summarize(kernel, line),
  headline: lineHeadline(line, line.kind, line.trigger),
  kind: line.kind,
  ticks,
});

const rowOrUndefined = (id: string | undefined): number | undefined =>
  id === undefined ? undefined : rowOf(runIdSchema.parse(id));

const page = (kernel: Kernel, { flow, before, after, since, ...filter }: ArgumentOf<'runs.page'>) => {
  const { rows, next } = kernel.history.pages.runs({
    ...filter,
    flowId: flow === undefined ? undefined : findFlow(kernel.config, flow).id,
    before: rowOrUndefined(before),
    after: rowOrUndefined(after),
    sinceMs: since === undefined ? undefined : Date.parse(since),
  });
  const ticks = kernel.history.pages.ticks(rows.map(({ id }) => id));
  const items = rows.map((line) => toRow(kernel, line, ticks.get(line.id) ?? []));
  return { items, next: next === null ? null : runIdOf(next) };
};

/** A run with its steps in the order of the flow. */
export const showRun = (kernel: Kernel, id: RunId): RunDetail => {
  const loaded = kernel.journal.loadRun(id, { withSteps: false });
  if (!loaded) throw notFound(id);
  const { run, event, timers } = loaded;
  const { steps, repeated } = kernel.history.stepsOf(id);
  const plan = kernel.plans.of(run.flowId, run.version);
  const place = (step: StepRecord): number => plan.byId.get(step.node)?.index ?? plan.nodes.length;
  const flow = kernel.config.flow(run.flowId);
  const payload = event.payload === null ? null : (JSON.parse(event.payload) as JsonValue);
  return {
    ...summarize(kernel, run),
    payload,
    headline: headlineOfText(event.kind, event.node, event.payload),
    kind: event.kind,
    dataKept: event.payload !== null,
    liveVersion: flow?.on ? flow.liveVersion : null,
    currentVersion: flow && nextVersion(kernel, flow),
    retriedBy: kernel.history.retriesOf(run),
    nodes: plan.nodes
      .filter((node) => node.kind === 'step' || node.id === run.trigger)
      .map((node) => ({
        node: node.id,
        type: node.definition.type,
        label: node.label,
        effect: node.kind === 'step' ? node.effect : null,
      })),
    steps: [...steps]
      .sort((a, b) => place(a) - place(b) || a.item - b.item || a.attempt - b.attempt)
      .map((step) => describeStep(plan, step, timers)),
    repeated: [...Map.groupBy(repeated, ({ node }) => node)].map(([node, counts]) => ({
      node,
      counts: Object.fromEntries(counts.map(({ status, count }) => [status, count])),
    })),
  };
};

/** Stores an arrival, lets its run go, and resolves when that run is over or waits for something. */
export const runArrival = (kernel: Kernel, arrival: Arrival): Promise<RunId> =>
  new Promise((resolve, reject) => {
    const { run, payload } = arrival;
    if (!run) {
      reject(personFault('run.not-started', arrival.event.reason ?? 'This did not start a run.'));
      return;
    }
    const begin = (): void => {
      tellArrived(kernel, [arrival]);
      kernel.runner.start(run, payload, { left: () => resolve(run.id) });
    };
    kernel.journal.accept(arrival, begin, reject);
  });

/** What a run by hand is about: the plan to use and the flow it is recorded under. */
const resolveSubject = async (kernel: Kernel, subject: ArgumentOf<'runs.start'>['subject']) => {
  if ('flow' in subject) {
    const flow = findFlow(kernel.config, subject.flow);
    const liveVersion = subject.live === true ? flow.liveVersion : null;
    const live = liveVersion === null ? null : kernel.config.document(flow.id, liveVersion);
    const text = live ?? flow.draft;
    return { id: flow.id, text, document: JSON.parse(text) as Flow, liveVersion };
  }
  const document = await readAnyDocument(kernel, subject.document);
  return { id: null, text: JSON.stringify(document), document, liveVersion: null };
};

/** A flow in which only what a step needs is left, so that a step can be tried while others are not finished. */
const reduced = (document: Flow, node: string): Flow => {
  const { upstream } = readGraph(document, new Set());
  const wanted = new Set([node, ...(upstream.get(node) ?? [])]);
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => wanted.has(id)),
    edges: document.edges.filter(({ from, to }) => wanted.has(from) && wanted.has(to)),
    samples: document.samples.filter((sample) => wanted.has(sample.node)),
    tests: [],
  };
};

const planOf = (kernel: Kernel, document: Flow, until?: string): Plan => {
  const { plan, problems } = compileFlow(until === undefined ? document : reduced(document, until), kernel.types);
  if (plan) return plan;
  const errors = problems.filter(({ severity }) => severity === 'error');
  throw personFault(
    'flow.has-problems',
    `This flow cannot run yet. ${errors.map(({ message }) => message).join(' ')}`,
    {
      fix: errors[0]?.fix ?? 'Look at its problems.',
      data: { problems: JSON.parse(JSON.stringify(errors)) },
    },
  );
};

const startByHand = async (kernel: Kernel, input: ArgumentOf<'runs.start'>): Promise<RunDetail> => {
  const { id: known, text, document, liveVersion } = await resolveSubject(kernel, input.subject);
  const plan = planOf(kernel, document);
  const trigger = chooseTrigger(plan, input.trigger);
  const payload = choosePayload(plan, trigger, input.payload as JsonValue | undefined, kernel.clock.now());
  // A run of a file is recorded too, so that it survives a crash, but the flow is not listed.
  const id = known ?? kernel.config.saveHidden(`${document.name} (from a file)`, text);
  kernel.config.give(id, chosenGrants(input.allow, requestedGrants(plan, kernel.filesFolder).grants));
  const version = liveVersion ?? kernel.config.addVersion(id, text);
  const flow = { id, version, plan, on: true, triggers: [] };
  const live: LiveTrigger = { flow, trigger, registration: { kind: 'manual' } };
  const done = await runArrival(kernel, kernel.intake.arrival(live, 'manual', payload, fromOutside));
  return showRun(kernel, done);
};

const tryDry = async (kernel: Kernel, input: ArgumentOf<'runs.dry'>) => {
  const { id, document } = await resolveSubject(kernel, input.subject);
  const plan = planOf(kernel, document, input.until);
  const trigger = chooseTrigger(plan, input.trigger);
  const holder = input.permissionsOf === undefined ? id : findFlow(kernel.config, input.permissionsOf).id;
  const given: Grant[] = holder === null ? [] : kernel.config.grants(holder);
  const grants = [...given, ...chosenGrants(input.allow, requestedGrants(plan, kernel.filesFolder).grants)];
  return dryRun({
    plan,
    trigger,
    payload: choosePayload(plan, trigger, input.payload as JsonValue | undefined, kernel.clock.now()),
    pinned: input.pinned,
    vars: kernel.vars(),
    clock: kernel.clock,
    outside: kernel.outsideFor(() => grants),
    recall: (node, key) => (holder === null ? undefined : kernel.journal.memory.get(holder, node, key)),
  });
};

type RunHandlers = Pick<
  Handlers,
  | 'runs.start'
  | 'runs.dry'
  | 'runs.list'
  | 'runs.page'
  | 'runs.count'
  | 'runs.show'
  | 'runs.explain'
  | 'runs.lastGood'
  | 'runs.cancel'
  | 'runs.dismiss'
>;

export const runHandlers = (kernel: Kernel): RunHandlers => ({
  'runs.start': (input) => startByHand(kernel, input),
  'runs.dry': (input) => tryDry(kernel, input),
  'runs.list': ({ flow, before, ...filter }) =>
    kernel.history
      .runs({
        ...filter,
        flowId: flow === undefined ? undefined : findFlow(kernel.config, flow).id,
        before: rowOrUndefined(before),
      })
      .map((run) => summarize(kernel, run)),
  'runs.page': (input) => page(kernel, input),
  'runs.count': ({ flow, ...filter }) => ({
    count: kernel.history.countRuns({
      ...filter,
      flowId: flow === undefined ? undefined : findFlow(kernel.config, flow).id,
    }),
  }),
  'runs.explain': ({ run }) => explainRun(kernel, loadRun(kernel, run)),
  'runs.lastGood': ({ run }) => {
    const stored = loadRun(kernel, run).run;
    const good = kernel.history.lastGood(stored, stored.failedNode ?? stored.trigger);
    return good && showRun(kernel, good);
  },
  'runs.show': ({ run }) => showRun(kernel, run),
  'runs.cancel': async ({ run }) => {
    loadRun(kernel, run);
    if (!(await kernel.runner.cancel(run)))
      throw personFault('run.over', 'This run is over already.', { fix: 'Nothing needs to be done.' });
    return summarize(kernel, loadRun(kernel, run).run);
  },
  'runs.dismiss': ({ run }) => {
    kernel.history.dismiss(run);
    return summarize(kernel, loadRun(kernel, run).run);
  },
});
