import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { RowWrite, UserDatabases } from '../../model/outside.ts';
import type { ChildHandle, LaunchChild } from '../children/launch-child.ts';
import { launchNodeChild } from '../children/launch-node-child.ts';
import type { FromChild } from './protocol.ts';
import { createUserDatabases, type UserDatabasesOptions } from './user-databases.ts';

/** A folder for the tests of one file, with databases in it and something that opens them as the app does. */
export const createTestFolder = () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'whenthen-databases-')));
  const opened: UserDatabases[] = [];
  let count = 0;
  return {
    folder,
    /** Makes a database file with this schema; returns its path. */
    create(schema: string): string {
      const file = join(folder, `shop${++count}.db`);
      const db = new Database(file);
      db.exec(schema);
      db.close();
      return file;
    },
    open(options: Partial<UserDatabasesOptions> = {}): UserDatabases {
      const databases = createUserDatabases({ launch: launchNodeChild, ...options });
      opened.push(databases);
      return databases;
    },
    async cleanUp(): Promise<void> {
      await Promise.all(opened.splice(0).map((databases) => databases.stop()));
      rmSync(folder, { recursive: true });
    },
  };
};

/** Limits of a call that nobody interrupts. */
export const calm = (): { timeoutMs: number; signal: AbortSignal } => ({
  timeoutMs: 10_000,
  signal: new AbortController().signal,
});

/** A write as the node makes it: `{id: 1}` becomes columns and values. */
export const rowWrite = (
  file: string,
  table: string,
  mode: RowWrite['mode'],
  row: Record<string, null | number | string>,
  more: Partial<RowWrite> = {},
): RowWrite => ({
  file,
  table,
  mode,
  match: [],
  values: Object.entries(row).map(([column, value]) => ({ column, value })),
  createTable: false,
  ...more,
});

/** Looks into a file from outside. */
export const look = (file: string, sql: string): unknown[] => {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
};

/** A launcher that remembers its children and what they said. */
export const watchChildren = (launch: LaunchChild = launchNodeChild) => {
  const children: ChildHandle[] = [];
  const said: FromChild[] = [];
  let gone = 0;
  let sent = 0;
  return {
    children,
    said,
    gone: () => gone,
    /** Batches and farewells handed to children. */
    sent: () => sent,
    launch: ((script) => {
      const child = launch(script);
      child.onMessage((message) => said.push(message as FromChild));
      child.onExit(() => gone++);
      children.push(child);
      return {
        ...child,
        send: (message) => {
          sent++;
          child.send(message);
        },
      };
    }) satisfies LaunchChild,
  };
};
