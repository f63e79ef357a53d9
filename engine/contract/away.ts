import type { EventId, FlowId, RunId } from '../model/ids.ts';
import type { AwayReason } from '../model/presence.ts';

/** What `away.report` tells. Times are ISO texts. */

/** A time a flow should have started and did not. */
export interface MissedTime {
  event: EventId;
  flow: string;
  flowId: FlowId;
  /** When it was due. */
  dueAt: string;
  /** What was kept with it: why, and what stands for it. */
  reason: string;
  /** False when the flow is off or no longer has this schedule. */
  canRun: boolean;
}

/** A time that started its flow late. */
export interface CaughtUp {
  event: EventId;
  run: RunId;
  flow: string;
  flowId: FlowId;
  dueAt: string;
  startedAt: string;
  /** Missed times this run stands for, itself included; 0 when it stands for itself only. */
  missedCount: number;
}

/** What nobody can make up for. */
export interface AwayGap {
  flow: string;
  flowId: FlowId;
  /** The event that says so; null when it follows from what the flow listens for. */
  event: EventId | null;
  message: string;
}

/** What happened while WhenThen was closed or the computer slept. */
export interface AwayReport {
  /** From the first to the last moment nobody looked; null when there was none since the report was last put away. */
  from: string | null;
  to: string | null;
  /** Of the longest stretch. */
  reason: AwayReason | null;
  /** Newest first. */
  missed: MissedTime[];
  caughtUp: CaughtUp[];
  /** Missed times of schedules that ask; they wait until the person decides, however long. */
  waiting: MissedTime[];
  gaps: AwayGap[];
}
