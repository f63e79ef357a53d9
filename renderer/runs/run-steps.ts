import type { RepeatedStep, RunDetail, RunStep, StepStatus } from '../client/types.ts';

/** One step of a run as its line shows it. Times are ms from the start of the run. */
export interface StepLine {
  node: string;
  type: string;
  label: string;
  /** Its place among the steps, from 1. */
  number: number;
  status: StepStatus | 'not-reached';
  /** How often it came to what, for a step that was repeated for the items of a list. */
  counts: RepeatedStep['counts'] | null;
  /** All tries, the first first; empty for the trigger and for a step that was not reached. Of a repeated step: of its shown items. */
  tries: RunStep[];
  /** The last try. */
  last: RunStep | null;
  startMs: number | null;
  endMs: number | null;
  isTrigger: boolean;
}

const end = (run: RunDetail, nowMs: number): number => (run.finishedAt === null ? nowMs : Date.parse(run.finishedAt));

/** How long the run took so far, in ms; at least 1. */
export const spanOf = (run: RunDetail, nowMs: number): number =>
  run.startedAt === null ? 1 : Math.max(end(run, nowMs) - Date.parse(run.startedAt), 1);

const worstFirst: readonly StepStatus[] = ['failed', 'needs-decision', 'started', 'succeeded', 'skipped'];

/** How a step stands; of a repeated one, how its worst item does. */
export const statusOf = (run: RunDetail, node: string): StepStatus | undefined => {
  const counts = run.repeated.find((one) => one.node === node)?.counts;
  if (counts) return worstFirst.find((status) => counts[status]);
  return run.steps.findLast((step) => step.node === node)?.status;
};

/** The steps of a run in the order of the flow, those not reached included. */
export const stepLines = (run: RunDetail, nowMs: number): StepLine[] => {
  const startMs = run.startedAt === null ? null : Date.parse(run.startedAt);
  return run.nodes.map(({ node, type, label, effect }, place) => {
    const tries = run.steps.filter((step) => step.node === node);
    const last = tries.at(-1) ?? null;
    const first = tries[0];
    const isTrigger = effect === null;
    return {
      node,
      type,
      label,
      number: place + 1,
      status: isTrigger ? 'succeeded' : (statusOf(run, node) ?? 'not-reached'),
      counts: run.repeated.find((one) => one.node === node)?.counts ?? null,
      tries,
      last,
      startMs: isTrigger ? 0 : first && startMs !== null ? Math.max(Date.parse(first.startedAt) - startMs, 0) : null,
      endMs: isTrigger
        ? 0
        : last && startMs !== null
          ? Math.max((last.finishedAt === null ? nowMs : Date.parse(last.finishedAt)) - startMs, 0)
          : null,
      isTrigger,
    };
  });
};

/** Steps that did something outside, successfully: what a retry from a later step does not do again. */
export const doneEffects = (run: RunDetail): RunStep[] =>
  run.steps.filter(
    ({ status, did, effect }) => status === 'succeeded' && did !== null && effect !== 'pure' && effect !== 'reads',
  );

/** The step a run is opened at: where it failed or waits, else the last one that did something. */
export const firstLook = (run: RunDetail): string | undefined => {
  const asks = run.steps.find(({ status }) => status === 'needs-decision')?.node;
  return run.failedNode ?? asks ?? doneEffects(run).at(-1)?.node ?? run.steps.at(-1)?.node ?? run.nodes[0]?.node;
};

/** "Steps 1–3" for numbers in a row, "Steps 1, 2 and 4" otherwise. */
export const sayNumbers = (numbers: readonly number[]): string => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return 'No step';
  if (sorted.length === 1) return `Step ${first}`;
  const isRow = last - first === sorted.length - 1;
  return isRow && sorted.length > 2
    ? `Steps ${first}–${last}`
    : `Steps ${new Intl.ListFormat('en', { type: 'conjunction' }).format(sorted.map(String))}`;
};
