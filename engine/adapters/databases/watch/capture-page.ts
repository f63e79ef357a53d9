import type { Database } from 'better-sqlite3';
import type { JsonRecord } from '../../../model/json.ts';
import type { CaptureEntry, WatchAsks } from '../../../model/table-watch/asks.ts';
import { readRows } from '../sql-values.ts';
import { quote } from '../table-schema.ts';
import { captureMark, changesTable, keysOf, ops } from './capture-objects.ts';
import type { Stored } from './typed-values.ts';

interface Entry {
  seq: number;
  op: number;
  /** The key after and before. */
  now: Stored[];
  old: Stored[];
}

const same = (a: readonly Stored[], b: readonly Stored[]): boolean =>
  a.every((value, index) => value === b[index] || (Buffer.isBuffer(value) && value.equals(b[index] as Buffer)));

const readEntries = (db: Database, tbl: number, after: number, limit: number): Entry[] =>
  (
    db
      .prepare(
        `SELECT seq, op, k1, k2, k3, k4, ok1, ok2, ok3, ok4 FROM ${changesTable} WHERE tbl = ? AND seq > ? ORDER BY seq LIMIT ?`,
      )
      .raw()
      .safeIntegers()
      .all(tbl, after, limit) as Stored[][]
  ).map((row) => ({ seq: Number(row[0]), op: Number(row[1]), now: row.slice(2, 6), old: row.slice(6, 10) }));

/** Reads rows and earlier entries of one table by key. */
const lookUps = (db: Database, table: string, tbl: number) => {
  const { key } = keysOf(db, table);
  const slots = (prefix: string): string => key.map((_, index) => `${prefix}${index + 1} IS ?`).join(' AND ');
  const row = db.prepare(
    `SELECT * FROM ${quote(table)} WHERE ${key.map((name) => `${quote(name)} IS ?`).join(' AND ')}`,
  );
  const again = db
    .prepare(
      `SELECT 1 FROM ${changesTable} WHERE tbl = ? AND seq > ? AND op <> ${ops.probe} AND ((${slots('k')}) OR (${slots('ok')})) LIMIT 1`,
    )
    .pluck();
  const removedLater = db
    .prepare(
      `SELECT 1 FROM ${changesTable} WHERE tbl = ? AND seq > ? AND op IN (${ops.removed}, ${ops.changed}) AND ${slots('ok')} LIMIT 1`,
    )
    .pluck();
  const bound = (values: readonly Stored[]): Stored[] => values.slice(0, key.length);
  return {
    row: (values: readonly Stored[]): JsonRecord | null => readRows(row, bound(values) as never, 1).rows[0] ?? null,
    isLater: (seq: number, values: readonly Stored[]): boolean =>
      again.get(tbl, seq, ...bound(values), ...bound(values)) !== undefined,
    isRemovedLater: (seq: number, values: readonly Stored[]): boolean =>
      removedLater.get(tbl, seq, ...bound(values)) !== undefined,
    names: (values: readonly Stored[]): JsonRecord =>
      Object.fromEntries(
        key.map((name, index) => {
          const value = values[index] ?? null;
          if (typeof value === 'bigint')
            return [name, Number.isSafeInteger(Number(value)) ? Number(value) : String(value)];
          return [name, Buffer.isBuffer(value) ? { $base64: value.toString('base64') } : value];
        }),
      ),
  };
};

/**
 * What the entries mean. Probes right before an insert tell which rows it displaced: the one with the same key was replaced,
 * others are gone without an entry of their own. A probe that no insert follows meant nothing (`INSERT OR IGNORE`, UPSERT).
 */
const interpret = (entries: readonly Entry[], look: ReturnType<typeof lookUps>): CaptureEntry[] => {
  const found: CaptureEntry[] = [];
  let probes: Entry[] = [];
  for (const entry of entries) {
    const { seq, op, now, old } = entry;
    if (op === ops.probe) {
      probes.push(entry);
      continue;
    }
    const before = probes;
    probes = [];
    if (op === ops.removed) {
      found.push({ seq, change: 'removed', row: null, before: look.names(old), later: false });
      continue;
    }
    const inserted = op === ops.added;
    if (inserted)
      for (const probe of before)
        if (!same(probe.old, now) && look.row(probe.old) === null && !look.isRemovedLater(seq, probe.old))
          found.push({ seq: probe.seq, change: 'removed', row: null, before: look.names(probe.old), later: false });
    const replaced = inserted && before.some((probe) => same(probe.old, now));
    const moved = op === ops.changed && !same(now, old);
    const change = inserted && !replaced ? 'added' : 'changed';
    const later = look.isLater(seq, now);
    found.push({ seq, change, row: look.row(now), before: moved ? look.names(old) : null, later });
  }
  return found;
};

/** An insert displaces no more rows than there are unique keys; sixteen is more than any table of a person has. */
const maxDisplaced = 16;

/** Probes at the end of a full page belong to an insert of the next, unless there are so many that nothing came of them. */
const withoutOpenProbes = (entries: readonly Entry[]): Entry[] => {
  const open = entries.length - 1 - entries.findLastIndex(({ op }) => op !== ops.probe);
  return entries.slice(0, entries.length - Math.min(open, maxDisplaced));
};

/** Entries after a number, in the order in which they were committed, with the rows as they are at this moment. Null without a record. */
export const capturePage = (
  db: Database,
  ask: WatchAsks['capture-page']['ask'],
): WatchAsks['capture-page']['answer'] => {
  const read = db.transaction(() => {
    const mark = captureMark(db, ask.table);
    if (!mark) return null;
    const all = readEntries(db, mark.tbl, ask.after, ask.limit);
    const whole = all.length < ask.limit ? all : withoutOpenProbes(all);
    const entries = interpret(whole, lookUps(db, ask.table, mark.tbl));
    return { mark, entries, reached: whole.at(-1)?.seq ?? ask.after };
  });
  return read();
};
