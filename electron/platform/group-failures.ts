/** A run that just failed. */
export interface FailedRun {
  run: string;
  flow: string;
  flowId: string;
}

/** One notification about one flow. */
export interface FailureNotice {
  flowId: string;
  title: string;
  text: string;
  /** Opened by a click: the newest of them. */
  run: string;
}

interface Kept {
  runs: FailedRun[];
  /** When the last notification about this flow was shown; null when none was. */
  shownMs: number | null;
  dueMs: number;
}

/** Failures that have not been told yet, by flow. */
export type Failing = ReadonlyMap<string, Kept>;

/** What fails in the same moment is told together. */
const gatherMs = 2000;
/** One flow is told of this often at the most; what fails meanwhile is counted. */
const againMs = 5 * 60_000;

export const noFailures: Failing = new Map();

/** Adds a failure. */
export const addFailure = (failing: Failing, failed: FailedRun, nowMs: number): Failing => {
  const before = failing.get(failed.flowId);
  const next = new Map(failing);
  if (before && before.runs.length > 0) next.set(failed.flowId, { ...before, runs: [...before.runs, failed] });
  else {
    const shownMs = before?.shownMs ?? null;
    const dueMs = Math.max(nowMs + gatherMs, shownMs === null ? 0 : shownMs + againMs);
    next.set(failed.flowId, { runs: [failed], shownMs, dueMs });
  }
  return next;
};

const sayFailures = (runs: readonly FailedRun[], newest: FailedRun): Pick<FailureNotice, 'title' | 'text'> =>
  runs.length === 1
    ? { title: `${newest.flow} failed`, text: 'Click to see the step that stopped and what can be done.' }
    : { title: `${runs.length} runs failed in ${newest.flow}`, text: 'Click to see the newest of them.' };

/** What is due by now, what is left, and when to look again. */
export const takeDue = (
  failing: Failing,
  nowMs: number,
): { notices: FailureNotice[]; left: Failing; nextMs: number | null } => {
  const notices: FailureNotice[] = [];
  const left = new Map<string, Kept>();
  let nextMs: number | null = null;
  for (const [flowId, kept] of failing) {
    const newest = kept.runs.at(-1);
    if (newest && kept.dueMs <= nowMs) {
      notices.push({ flowId, ...sayFailures(kept.runs, newest), run: newest.run });
      left.set(flowId, { runs: [], shownMs: nowMs, dueMs: 0 });
    } else if (newest || (kept.shownMs !== null && nowMs - kept.shownMs < againMs)) {
      left.set(flowId, kept);
      if (newest) nextMs = Math.min(nextMs ?? kept.dueMs, kept.dueMs);
    }
  }
  return { notices, left, nextMs };
};
