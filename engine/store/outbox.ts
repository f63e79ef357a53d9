import type { Database } from 'better-sqlite3';
import { type OutboxId, rowOf } from '../model/ids.ts';
import type { OutboxKind, StoredOutboxMessage } from '../model/outbox.ts';
import { type OutboxRow, toOutboxMessage } from './rows.ts';

/** Reads of the messages kept on this computer: practice mails and notifications. */
export interface Outbox {
  /** Newest first, before a given row. */
  list(filter: { limit: number; before?: number | undefined; kind?: OutboxKind | undefined }): StoredOutboxMessage[];
  show(id: OutboxId): StoredOutboxMessage | null;
}

export const createOutbox = (database: Database): Outbox => {
  const all = database.prepare('SELECT * FROM outbox WHERE id < ? ORDER BY id DESC LIMIT ?');
  const ofKind = database.prepare('SELECT * FROM outbox WHERE kind = ? AND id < ? ORDER BY id DESC LIMIT ?');
  const one = database.prepare('SELECT * FROM outbox WHERE id = ?');
  return {
    list: ({ limit, before = Number.MAX_SAFE_INTEGER, kind }) => {
      const rows = kind === undefined ? all.all(before, limit) : ofKind.all(kind, before, limit);
      return (rows as OutboxRow[]).map(toOutboxMessage);
    },
    show: (id) => {
      const row = one.get(rowOf(id)) as OutboxRow | undefined;
      return row ? toOutboxMessage(row) : null;
    },
  };
};
