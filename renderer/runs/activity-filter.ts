import { create } from 'zustand';
import type { InputOf } from '../client/types.ts';

/** Which runs are listed, by how they stand. */
export type Standing = 'all' | 'attention' | 'failed' | 'open' | 'done' | 'stopped';

/** How far back; null for all that is kept. */
export type Reach = 'hour' | 'day' | 'week' | 'month';

export interface ActivityFilter {
  standing: Standing;
  flow: string | null;
  /** A kind of event, or `retry`. */
  startedBy: string | null;
  reach: Reach | null;
  /** Runs since then; set with `reach`, so that a list stays the same while it is read. */
  since: string | null;
  text: string;
}

export const everything: ActivityFilter = {
  standing: 'all',
  flow: null,
  startedBy: null,
  reach: null,
  since: null,
  text: '',
};

export const useActivityFilter = create<ActivityFilter>(() => everything);

/** The run that was looked at last, so that coming back finds it. */
export const useLastRun = create<{ id: string | undefined }>(() => ({ id: undefined }));

const hourMs = 3_600_000;
export const reachMs: Readonly<Record<Reach, number>> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
};

export const isNarrowed = ({ standing, flow, startedBy, reach, text }: ActivityFilter): boolean =>
  standing !== 'all' || flow !== null || startedBy !== null || reach !== null || text.trim() !== '';

const standings: Readonly<Record<Standing, InputOf<'runs.page'>>> = {
  all: {},
  attention: { attention: true },
  failed: { statuses: ['failed'] },
  open: { statuses: ['queued', 'running', 'waiting', 'needs-decision'] },
  done: { statuses: ['succeeded'] },
  stopped: { statuses: ['cancelled'] },
};

/** The filter as the engine takes it. */
export const asInput = ({ standing, flow, startedBy, since, text }: ActivityFilter): InputOf<'runs.page'> => ({
  ...standings[standing],
  ...(flow !== null && { flow }),
  ...(startedBy === 'retry' && { retriesOnly: true }),
  ...(startedBy !== null && startedBy !== 'retry' && { kinds: [startedBy] }),
  ...(since !== null && { since }),
  ...(text.trim() !== '' && { text: text.trim() }),
});
