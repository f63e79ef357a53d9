import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Handlers } from '../contract/methods.ts';
import type { TableShape, WatchAskKind, WatchAsks } from '../model/table-watch/asks.ts';
import { chooseWay } from '../model/table-watch/choose-way.ts';
import { absolutePath } from './grants.ts';
import type { Kernel } from './kernel.ts';

const timeoutMs = 30_000;
/** Larger files are not copied before triggers are put in. */
const backupBytes = 500 * 1024 * 1024;

/**
 * A table that is about to be watched, for the person who sets it up. The person chose the file, so no permission of a flow is
 * asked. Triggers are only made by `capture.install`, which is called when the person has agreed to the very text of
 * `capture.plan`.
 */
export const tableWatchHandlers = (
  kernel: Kernel,
): Pick<Handlers, 'tables.explain' | 'capture.plan' | 'capture.install' | 'capture.remove'> => {
  const ask = <Kind extends WatchAskKind>(
    kind: Kind,
    file: string,
    about: WatchAsks[Kind]['ask'],
  ): Promise<WatchAsks[Kind]['answer']> =>
    kernel.userDatabases.ask(kind, {
      file: absolutePath(kernel.filesFolder, file),
      ask: about,
      timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
    });

  const newest = async (file: string, { table, key }: TableShape) => {
    const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
    const order = key.length > 0 ? key.map((name) => `${quote(name)} DESC`).join(', ') : 'rowid DESC';
    const sql = `SELECT * FROM ${quote(table)} ORDER BY ${order} LIMIT 5`;
    const signal = AbortSignal.timeout(timeoutMs);
    const place = { file: absolutePath(kernel.filesFolder, file), timeoutMs, signal };
    return (await kernel.userDatabases.query({ ...place, sql, bind: [] })).rows;
  };

  const backUp = async (file: string): Promise<string> => {
    const folder = join(kernel.dataDir, 'backups');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const time = new Date(kernel.clock.now()).toISOString().replace(/[:.]/g, '-');
    const to = join(folder, `${time} ${basename(file)}`);
    await ask('backup', file, { to });
    return to;
  };

  return {
    'tables.explain': async ({ file, table, ...wish }) => {
      const shape = await ask('shape', file, { table });
      return { shape, chosen: chooseWay(shape, wish), newest: await newest(file, shape) };
    },
    'capture.plan': async ({ file, table }) => {
      const { sql, bytes } = await ask('capture-plan', file, { table });
      return { sql, bytes, backsUp: bytes < backupBytes };
    },
    'capture.install': async ({ file, table, sql }) => {
      const plan = await ask('capture-plan', file, { table });
      // What was agreed to is what is done: the table may have changed since it was shown.
      if (plan.sql !== sql) return { installed: false, backup: null };
      const backup = plan.bytes < backupBytes ? await backUp(file) : null;
      await ask('capture-install', file, { table, uuid: randomUUID() });
      return { installed: true, backup };
    },
    'capture.remove': ({ file, table }) => ask('capture-remove', file, { table }),
  };
};
