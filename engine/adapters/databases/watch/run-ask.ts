import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { FileMark, WatchAskKind, WatchAsks } from '../../../model/table-watch/asks.ts';
import { captureInstall, capturePlan, capturePrune, captureRemove } from './capture.ts';
import { capturePage } from './capture-page.ts';
import { cursorEnd, cursorPage } from './cursor.ts';
import { hashPage, rowsByKey } from './hashes.ts';
import { shapeOf } from './shape.ts';

const sessions = new WeakMap<Database, string>();

const sessionOf = (db: Database): string => {
  const known = sessions.get(db) ?? randomUUID();
  sessions.set(db, known);
  return known;
};

const markOf = (db: Database): FileMark => {
  const { dev, ino } = statSync(db.name);
  const pragma = (name: string): unknown => db.pragma(name, { simple: true });
  return {
    path: db.name,
    identity: `${dev}:${ino}`,
    session: sessionOf(db),
    version: Number(pragma('data_version')),
    schema: Number(pragma('schema_version')),
    wal: pragma('journal_mode') === 'wal',
  };
};

const backUp = (db: Database, to: string): null => {
  db.prepare('VACUUM INTO ?').run(to);
  return null;
};

/** Each question and who answers it. */
const answers: { [Kind in WatchAskKind]: (db: Database, ask: WatchAsks[Kind]['ask']) => WatchAsks[Kind]['answer'] } = {
  mark: markOf,
  shape: (db, { table }) => shapeOf(db, table),
  'cursor-end': cursorEnd,
  'cursor-page': cursorPage,
  'hash-page': hashPage,
  'rows-by-key': rowsByKey,
  'capture-plan': (db, { table }) => capturePlan(db, table),
  'capture-page': capturePage,
  backup: (db, { to }) => backUp(db, to),
  'capture-install': captureInstall,
  'capture-remove': (db, { table }) => captureRemove(db, table),
  'capture-prune': capturePrune,
};

/** Answers one question about a file. Throws what SQLite throws, and faults. */
export const runAsk = <Kind extends WatchAskKind>(
  db: Database,
  kind: Kind,
  ask: WatchAsks[Kind]['ask'],
): WatchAsks[Kind]['answer'] => answers[kind](db, ask);
