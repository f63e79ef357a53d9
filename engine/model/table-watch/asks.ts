import type { JsonRecord } from '../json.ts';

/** What a watcher of tables asks about a person's SQLite file, and what it is told. Everything but `capture-*` only reads. */

/** A stored value with its type, as text: `i5`, `r0.5`, `tAna`, `b` and base64, `n` for NULL. Binds back to the very same value. */
export type TypedValue = string;

/** Tells whether anything may have changed since an earlier mark: equal marks mean nothing has. */
export interface FileMark {
  /** Whole path, links followed. */
  path: string;
  /** Device and file number: another file under the same name is another database. */
  identity: string;
  /** The connection `version` belongs to; versions of two connections cannot be compared. */
  session: string;
  /** `PRAGMA data_version`: moves when another connection commits. */
  version: number;
  /** `PRAGMA schema_version`: moves when a table, index or trigger is made or removed. */
  schema: number;
  /** Whether the file keeps a WAL, so that readers and writers do not hold each other up. */
  wal: boolean;
}

/** A table as far as watching it goes. */
export interface TableShape {
  table: string;
  rows: number;
  columns: { name: string; type: string; generated: boolean }[];
  /** The column that is the row's own number (INTEGER PRIMARY KEY); null without one. */
  integerKey: string | null;
  /** Numbers are never used twice (AUTOINCREMENT). */
  neverReused: boolean;
  /** Columns of the primary key, in order; empty without one. */
  key: string[];
  /** Whether changes of it are being recorded in the file. */
  captured: CaptureMark | null;
}

/** The recording of changes in a file. */
export interface CaptureMark {
  /** Number of the table in the record. */
  tbl: number;
  /** The file and every recording begun anew are told apart by these two. */
  uuid: string;
  epoch: number;
  /** Whether all triggers are as they were made. */
  intact: boolean;
  /** The newest entry there is or was. */
  lastSeq: number;
}

/** How far a cursor has come: the value of its column and, among equals, the number of the row. */
export interface CursorPlace {
  value: TypedValue;
  row: TypedValue;
}

/** An entry of the record, with the row as it is now. */
export interface CaptureEntry {
  seq: number;
  change: 'added' | 'changed' | 'removed';
  /** Null when it is gone by now. */
  row: JsonRecord | null;
  /** Key columns as they were, when they were others or the row is gone. */
  before: JsonRecord | null;
  /** The row was changed again since. */
  later: boolean;
}

export interface WatchAsks {
  mark: { ask: object; answer: FileMark };
  shape: { ask: { table: string }; answer: TableShape };
  /** The place of the last row; null when there is none. */
  'cursor-end': { ask: { table: string; column: string }; answer: CursorPlace | null };
  /** Rows after a place, in the order of the column; null = from the first. */
  'cursor-page': {
    ask: { table: string; column: string; after: CursorPlace | null; limit: number };
    answer: { rows: JsonRecord[]; places: CursorPlace[] };
  };
  /** Key and hash of rows, from row number `after` on. `columns`: those that count, empty = all. */
  'hash-page': {
    ask: { table: string; columns: string[]; after: TypedValue[] | null; limit: number };
    answer: { rows: { key: string; hash: string }[]; next: TypedValue[] | null };
  };
  /** Rows by the keys of a hash page; those that are gone are left out. */
  'rows-by-key': {
    ask: { table: string; columns: string[]; keys: string[] };
    answer: { key: string; hash: string; row: JsonRecord }[];
  };
  'capture-plan': { ask: { table: string }; answer: { sql: string; bytes: number } };
  'capture-page': {
    ask: { table: string; after: number; limit: number };
    answer: { mark: CaptureMark; entries: CaptureEntry[]; reached: number } | null;
  };
  backup: { ask: { to: string }; answer: null };
  /** Writing: makes the record and its triggers. */
  'capture-install': { ask: { table: string; uuid: string }; answer: CaptureMark };
  'capture-remove': { ask: { table: string }; answer: { removed: boolean } };
  /** Removes entries up to a number, a few at a time and only when nobody has to wait; returns how many. */
  'capture-prune': { ask: { table: string; upTo: number }; answer: number };
}
export type WatchAskKind = keyof WatchAsks;
/** One question, ready to be sent. */
export type WatchAsk = { [Kind in WatchAskKind]: { kind: Kind; ask: WatchAsks[Kind]['ask'] } }[WatchAskKind];

/** Ways to notice changes of a table. */
export type Way = 'cursor' | 'compare' | 'capture';
export type RowChange = 'added' | 'changed' | 'removed';

/** Questions that change the file. */
export const isWriting = (kind: WatchAskKind): boolean =>
  kind === 'capture-install' || kind === 'capture-remove' || kind === 'capture-prune';
