import { create } from 'zustand';
import { call } from '../client/connection.ts';
import type {
  DryRun,
  DryStep,
  FaultData,
  Flow,
  Inspection,
  JsonRecord,
  JsonValue,
  Sample,
  Scope,
} from '../client/types.ts';
import { useEditor } from './editor.ts';

/**
 * Trying a flow out. Every test is dry: reads are done, writes are shown. What the last test made of each step is kept, so that
 * the steps after it have real values to show.
 */
export interface Testing {
  /** The example in use, by trigger. */
  currentSample: { readonly [trigger: string]: string };
  /** Answers a person typed to be used instead of asking a service, by step; in tests only. */
  pinned: { readonly [step: string]: JsonValue };
  /** What the last tests made of each step; of a repeated one, for the first item or the first that failed. */
  results: { readonly [step: string]: DryStep };
  /** The last test of the whole flow, or of one step; null before the first. */
  last: { run: DryRun; until: string | null; trigger: string; tookMs: number; at: number } | null;
  /** The step that is being tried, `''` for the whole flow, null when nothing is. */
  running: string | null;
  /** Why a test could not even begin. */
  fault: FaultData | null;
}

const untested: Testing = { currentSample: {}, pinned: {}, results: {}, last: null, running: null, fault: null };

export const useTesting = create<Testing>(() => untested);

export const forgetTests = (): void => useTesting.setState(untested);

/** The example a trigger is tried with: the chosen one, else the first saved, else none. */
export const sampleOf = (
  flow: Pick<Flow, 'samples'>,
  current: Testing['currentSample'],
  trigger: string,
): Sample | undefined => {
  const own = flow.samples.filter(({ node }) => node === trigger);
  return own.find(({ id }) => id === current[trigger]) ?? own[0];
};

export const chooseSample = (trigger: string, sample: string): void =>
  useTesting.setState(({ currentSample }) => ({
    currentSample: { ...currentSample, [trigger]: sample },
    results: {},
    last: null,
  }));

/** What a trigger would hand over: its example, or what its kind usually sends. */
export const payloadOf = (
  flow: Pick<Flow, 'samples'>,
  inspection: Inspection,
  current: Testing['currentSample'],
  trigger: string,
): JsonValue =>
  (sampleOf(flow, current, trigger)?.payload as JsonValue | undefined) ?? inspection.steps[trigger]?.sample ?? {};

/** Everything the placeholders of a step can see, as far as it is known: test results first, believable samples otherwise. */
export const scopeOf = (
  flow: Pick<Flow, 'samples' | 'nodes' | 'name'>,
  inspection: Inspection,
  { currentSample, results }: Pick<Testing, 'currentSample' | 'results'>,
  trigger: string | undefined,
): Scope => {
  const steps: Record<string, JsonValue> = Object.create(null);
  for (const { id } of flow.nodes) {
    const output = results[id]?.output ?? inspection.steps[id]?.sample;
    if (output !== undefined) steps[id] = output;
  }
  const payload = trigger === undefined ? {} : payloadOf(flow, inspection, currentSample, trigger);
  if (trigger !== undefined) steps[trigger] = payload;
  const now = new Date().toISOString();
  return {
    trigger: payload,
    steps,
    run: { id: 'run_example', startedAt: now },
    flow: { name: flow.name },
    now,
    vars: {},
  };
};

/** A test that ends inside a list says nothing about what comes of the whole list. */
const isHalf = (run: DryRun, until: string | null, { node, repeated }: DryStep): boolean =>
  repeated !== undefined && node !== until && run.steps.some((step) => step.node === until && step.item > 0);

const keep = (run: DryRun, until: string | null, trigger: string, tookMs: number): void =>
  useTesting.setState(({ results }) => {
    const fresh: Record<string, DryStep> = until === null ? {} : { ...results };
    const whole = run.steps.filter((step) => !isHalf(run, until, step));
    for (const [node, tries] of Map.groupBy(whole, (step) => step.node))
      fresh[node] = tries.find(({ status }) => status === 'failed') ?? (tries[0] as DryStep);
    return { results: fresh, last: { run, until, trigger, tookMs, at: Date.now() }, running: null };
  });

/** Shows what the last test made of another item of a list. */
export const showItem = (place: number): void =>
  useTesting.setState(({ results, last }) => {
    const ofItem = last?.run.steps.filter(({ item }) => item === place) ?? [];
    return { results: { ...results, ...Object.fromEntries(ofItem.map((step) => [step.node, step])) } };
  });

/**
 * Tries the flow with a trigger's example, or only what one step needs. What comes out is in the store; a test that cannot begin
 * leaves its fault there.
 */
export const testFlow = async (trigger: string, until: string | null = null): Promise<DryRun | undefined> => {
  const { document, inspection, flowId } = useEditor.getState();
  const { currentSample, pinned } = useTesting.getState();
  useTesting.setState({ running: until ?? '', fault: null });
  const startedAt = performance.now();
  try {
    const run = await call('runs.dry', {
      subject: { document },
      trigger,
      payload: payloadOf(document, inspection, currentSample, trigger),
      pinned: pinned as JsonRecord,
      ...(until !== null && { until }),
      ...(flowId !== null && { permissionsOf: flowId }),
    });
    if (useEditor.getState().flowId !== flowId) return undefined;
    keep(run, until, trigger, Math.round(performance.now() - startedAt));
    return run;
  } catch (thrown) {
    useTesting.setState({ running: null, fault: thrown as FaultData });
    return undefined;
  }
};

/** Uses an answer instead of asking a service, in tests only; undefined asks again. */
export const pin = (step: string, answer: JsonValue | undefined): void =>
  useTesting.setState(({ pinned }) => {
    const { [step]: _old, ...others } = pinned;
    return { pinned: answer === undefined ? others : { ...others, [step]: answer } };
  });
