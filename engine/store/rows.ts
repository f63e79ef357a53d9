import {
  type EventId,
  eventIdOf,
  type FlowId,
  flowIdOf,
  type NodeId,
  outboxIdOf,
  type RunId,
  runIdOf,
} from '../model/ids.ts';
import type { StoredOutboxMessage } from '../model/outbox.ts';
import type { EventKind, StepRecord, StoredEvent, StoredRun } from '../model/records.ts';
import type { RunStatus, StepStatus, Verdict } from '../model/run.ts';

/** Rows as SQLite returns them, and the records they become. Values were checked when they were written. */

export interface EventRow {
  id: number;
  flow_id: number | null;
  node: string;
  kind: string;
  verdict: string;
  reason: string | null;
  run_id: number | null;
  repeat_of: number | null;
  cause_run_id: number | null;
  depth: number;
  payload: string | null;
  raw: Uint8Array | null;
}

export interface RunRow {
  id: number;
  flow_id: number;
  version: number;
  event_id: number;
  trigger: string;
  status: string;
  started_at_ms: number | null;
  finished_at_ms: number | null;
  recoveries: number;
  retry_of: number | null;
  key_root: number;
  depth: number;
  error: string | null;
  failed_node: string | null;
  attention: number;
}

export interface StepRow {
  node: string;
  item: number;
  attempt: number;
  status: string;
  port: string | null;
  output: string | null;
  did: string | null;
  error: string | null;
  first_started_at_ms: number;
  started_at_ms: number;
  finished_at_ms: number | null;
}

export interface OutboxRow {
  id: number;
  flow_id: number;
  run_id: number;
  node: string;
  key: string;
  message: string;
}

const maybe = <T>(row: number | null, make: (row: number) => T): T | null => (row === null ? null : make(row));
const parsed = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));

export const toEvent = (row: EventRow): StoredEvent => ({
  id: eventIdOf(row.id) as EventId,
  flowId: maybe<FlowId>(row.flow_id, flowIdOf),
  node: row.node,
  kind: row.kind as EventKind,
  verdict: row.verdict as Verdict,
  reason: row.reason,
  runId: maybe<RunId>(row.run_id, runIdOf),
  repeatOf: maybe<EventId>(row.repeat_of, eventIdOf),
  causeRunId: maybe<RunId>(row.cause_run_id, runIdOf),
  depth: row.depth,
  payload: row.payload,
  raw: row.raw,
});

export const toRun = (row: RunRow): StoredRun => ({
  id: runIdOf(row.id),
  flowId: flowIdOf(row.flow_id),
  version: row.version,
  eventId: eventIdOf(row.event_id),
  trigger: row.trigger as NodeId,
  status: row.status as RunStatus,
  startedAtMs: row.started_at_ms,
  finishedAtMs: row.finished_at_ms,
  recoveries: row.recoveries,
  retryOf: maybe<RunId>(row.retry_of, runIdOf),
  keyRoot: runIdOf(row.key_root),
  depth: row.depth,
  error: parsed(row.error),
  failedNode: row.failed_node,
  attention: row.attention === 1,
});

export const toStep = (row: StepRow): StepRecord => ({
  node: row.node,
  item: row.item,
  attempt: row.attempt,
  status: row.status as StepStatus,
  port: row.port,
  output: row.output === null ? undefined : JSON.parse(row.output),
  did: parsed(row.did),
  error: parsed(row.error),
  firstStartedAtMs: row.first_started_at_ms,
  startedAtMs: row.started_at_ms,
  finishedAtMs: row.finished_at_ms,
});

export const toOutboxMessage = (row: OutboxRow): StoredOutboxMessage => ({
  id: outboxIdOf(row.id),
  flowId: flowIdOf(row.flow_id),
  runId: runIdOf(row.run_id),
  node: row.node,
  key: row.key,
  message: JSON.parse(row.message),
});
