import type { RunId } from '../model/ids.ts';
import type { Arrival, JournalEntry } from '../model/journal.ts';
import type { MemoryWrite } from '../model/memory.ts';
import type { NewOutboxMessage } from '../model/outbox.ts';
import type { HookAnswer } from '../model/outside.ts';
import type { RunChange, StepRecord, Timer } from '../model/records.ts';
import type { Base } from './frame.ts';

/** What a run did between two commits. */
export interface Turn {
  steps: StepRecord[];
  arrivals: Arrival[];
  messages: NewOutboxMessage[];
  memory: MemoryWrite[];
  answer: HookAnswer | null;
}

export const newTurn = (): Turn => ({ steps: [], arrivals: [], messages: [], memory: [], answer: null });

export const record = (
  { steps }: Turn,
  base: Base,
  status: StepRecord['status'],
  nowMs: number,
  rest: Partial<StepRecord> = {},
): void => {
  const finishedAtMs = status === 'started' ? null : nowMs;
  steps.push({ ...base, status, port: null, output: undefined, did: null, error: null, finishedAtMs, ...rest });
};

/** The turn as it is written; null when there is nothing to write. `timers` undefined: as they were. */
export const entryOf = (
  runId: RunId,
  { steps, arrivals, messages, memory }: Turn,
  change: RunChange | undefined,
  timers: Timer[] | undefined,
): JournalEntry | null =>
  steps.length === 0 && !change && !timers && arrivals.length === 0
    ? null
    : {
        runId,
        steps,
        ...(change && { change }),
        ...(timers && { timers }),
        ...(arrivals.length > 0 && { arrivals }),
        ...(messages.length > 0 && { messages }),
        ...(memory.length > 0 && { memory }),
      };
