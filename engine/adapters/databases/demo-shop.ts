import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { type Fault, personFault, worldFault } from '../../model/fault.ts';
import { explainError } from './explain-error.ts';

/** The name of the demo shop in the folder of the person's files. */
export const demoShopName = 'demo-shop.db';

const sqlFile = fileURLToPath(new URL('../../../resources/demo/demo-shop.sql', import.meta.url));

/** What SQLite keeps beside a database. Left over from another file of that name, it would be mixed into the new one. */
const companions = ['-journal', '-wal', '-shm'];

const removeAll = (file: string): void => {
  for (const suffix of ['', ...companions]) rmSync(file + suffix, { force: true });
};

const explain = (thrown: unknown, file: string): Fault => {
  // What comes from the file system names the call; the rest comes from SQLite.
  if (!(thrown instanceof Error && 'syscall' in thrown && 'code' in thrown))
    return explainError(thrown, { file, db: null });
  if (thrown.code === 'ENOSPC')
    return worldFault('database.disk-full', `There is no room left on the disk of "${file}". Nothing was written.`, {
      fix: 'Free some space on that disk.',
      cause: thrown,
    });
  return personFault(
    'demo-shop.held',
    `The demo shop cannot be written: "${file}" or its folder is protected or in use.`,
    {
      fix: 'Wait for running flows to finish, close other programs that show the file, and try again.',
      cause: thrown,
    },
  );
};

const build = (file: string, sql: string): void => {
  const db = new Database(file);
  try {
    db.transaction(() => db.exec(sql))();
  } finally {
    db.close();
  }
};

/**
 * Builds the file under another name first, so that nobody ever sees half of it. With `removeOld` the old
 * one goes when the new one is ready; should the computer stop right after it, the demo shop is built again on next use.
 */
const create = (filesFolder: string, removeOld: boolean): string => {
  const file = join(filesFolder, demoShopName);
  const temporary = join(filesFolder, `.${demoShopName}.tmp`);
  const sql = readFileSync(sqlFile, 'utf8');
  try {
    mkdirSync(filesFolder, { recursive: true });
    removeAll(temporary);
    build(temporary, sql);
    if (removeOld) rmSync(file, { force: true });
    for (const suffix of companions) rmSync(file + suffix, { force: true });
    renameSync(temporary, file);
    return file;
  } catch (thrown) {
    try {
      removeAll(temporary);
    } catch {
      // What went wrong first is what the person has to know; the next try begins with removing it.
    }
    throw explain(thrown, file);
  }
};

/**
 * The path of the demo shop, which is built (in less than 100 ms) when it is not there. A file that is there is left as it
 * is, whatever it holds. Throws `demo-shop.held` and `database.*` faults.
 */
export const ensureDemoShop = (filesFolder: string): string => {
  const file = join(filesFolder, demoShopName);
  return existsSync(file) ? file : create(filesFolder, false);
};

/** Puts the demo shop back to how it came; what was changed in it is lost. Throws as {@link ensureDemoShop} does. */
export const resetDemoShop = (filesFolder: string): string => create(filesFolder, true);
