import type { FaultData } from '../../model/fault.ts';
import type { RowWrite, SqlValue } from '../../model/outside.ts';
import type { WatchAsk } from '../../model/table-watch/asks.ts';

/** What a child is asked to do. The file is told once per batch. */
export type DatabaseRequest =
  | { kind: 'query' | 'execute'; sql: string; bind: SqlValue[] }
  | { kind: 'write' | 'preview'; write: RowWrite }
  | { kind: 'describe' }
  | { kind: 'watch'; about: WatchAsk };

/** How children behave; the same for all of them. */
export interface DatabaseLimits {
  /** Rows a statement may return. */
  maxRows: number;
  /** How long each kind of child waits for a lock, in ms. */
  busyMs: { [Name in Lane]: number };
  /** Files larger than this (bytes) are not copied into memory for a preview. */
  previewCopyBytes: number;
}

/** Parent to child: requests that are done in order; by a writer, in one transaction. */
export interface Batch {
  id: number;
  /** Absolute, symbolic links resolved. */
  file: string;
  lane: Lane;
  limits: DatabaseLimits;
  requests: DatabaseRequest[];
}

/** `watcher` reads as `reader` does, in a child of its own: a slow query never keeps a change from being noticed. */
export type Lane = 'reader' | 'writer' | 'watcher';

/** Closes the file in good order (a WAL is written back) and ends the child. */
export interface Farewell {
  farewell: true;
}

export type ToChild = Batch | Farewell;

/** One per request, in order. */
export type Answer = { value: unknown } | { fault: FaultData };

/**
 * Child to parent. `committing` is sent, and has left the process, before COMMIT begins: without it the batch cannot
 * have been applied when the child dies.
 */
export type FromChild = { id: number; committing: true } | { id: number; answers: Answer[] };
