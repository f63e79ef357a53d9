import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { launchNodeChild } from '../adapters/children/launch-node-child.ts';
import { systemClock } from '../adapters/clock.ts';
import { createUserDatabases } from '../adapters/databases/user-databases.ts';
import { createTableWatcher } from '../listeners/table-watch/table-watcher.ts';
import type { UserDatabases } from '../model/outside.ts';
import type { SeenRow, TableSource, WatchContext, Watching } from '../model/watch.ts';
import { tempFolder } from './temp-folder.ts';
import { createWatchRig, noOutside, type WatchRig } from './watch-rig.ts';

interface WatchedTable {
  rig: WatchRig;
  one: Watching;
  /** What was told, short: `added 1`, `removed 2`, `gap`. */
  told: () => string[];
  begun: () => boolean;
}

export interface TableRig {
  file: string;
  /** The connection of another program. */
  other: Database.Database;
  databases: UserDatabases;
  watch(source?: Partial<TableSource>, given?: Partial<WatchContext>, kept?: SeenRow[]): WatchedTable;
}

/** A real database file, the connection of another program to it, and a way to watch it with real child processes. */
export const openTableRig = (schema: string, wal = true): TableRig => {
  const file = join(tempFolder(), 'shop.db');
  const other = new Database(file);
  if (wal) other.pragma('journal_mode = WAL');
  other.exec(schema);
  const databases = createUserDatabases({ launch: launchNodeChild });
  const outside = { ...noOutside, databases };
  onTestFinished(async () => {
    await databases.stop();
    other.close();
  });
  const watch = (source: Partial<TableSource> = {}, given: Partial<WatchContext> = {}, kept: SeenRow[] = []) => {
    const rig = createWatchRig({ outside, ...given }, kept);
    const one = createTableWatcher(systemClock)(
      {
        kind: 'sqlite-change',
        file,
        table: 'orders',
        changes: ['added'],
        columns: [],
        detect: 'auto',
        cursorColumn: '',
        startFrom: 'now',
        ...source,
      },
      rig.context,
    );
    onTestFinished(() => one.stop());
    const told = () =>
      rig.seen.map(({ payload: { change, row, before }, verdict }) => {
        if (verdict) return verdict.verdict;
        const id = (of: unknown) => (of as { id?: unknown } | null)?.id;
        return `${change} ${id(row) ?? id(before)}`;
      });
    return { rig, one, told, begun: () => rig.state() !== null };
  };
  return { file, other, databases, watch };
};
