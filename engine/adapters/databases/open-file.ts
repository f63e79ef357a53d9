import { accessSync, constants, existsSync, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'better-sqlite3';
import { personFault } from '../../model/fault.ts';
import type { Batch } from './protocol.ts';

export const missingFile = (file: string) =>
  personFault('database.missing-file', `There is no database file at "${file}".`, {
    fix: 'Check the name and that its drive is connected.',
  });

/** The file as it is now; undefined when there is none. Refuses folders, pipes and devices. */
export const lookAt = (file: string): Stats | undefined => {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && !found.isFile())
    throw personFault('database.not-sqlite', `"${basename(file)}" is not a file.`, { fix: 'Choose a database file.' });
  return found;
};

/**
 * The settings every connection to a person's file has. Functions and virtual tables named in a foreign schema do not
 * run (`trusted_schema`); `synchronous` is set because this build opens WAL files with NORMAL, which may lose
 * a committed row in a power cut. Defensive mode and foreign keys are on from the start.
 */
const applySettings = (db: Database.Database): void => {
  db.pragma('trusted_schema = OFF');
  db.pragma('synchronous = FULL');
};

/** Lets SQLite roll back what a program left half-written when it was killed; a read-only connection may not. */
const rollBackLeftovers = (file: string, timeout: number): void => {
  const db = new Database(file, { fileMustExist: true, timeout });
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } finally {
    db.close();
  }
};

const open = (file: string, options: Database.Options): Database.Database => {
  const db = new Database(file, options);
  try {
    applySettings(db);
    // Opening reads nothing; only now does a file that is not a database show.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
};

/** Opens a file for a lane. Throws SQLite's errors, and `database.missing-file` unless `create` is set. */
export const openFile = (batch: Pick<Batch, 'file' | 'lane' | 'limits'>, create: boolean): Database.Database => {
  const { file, lane, limits } = batch;
  if (!lookAt(file) && !create) throw missingFile(file);
  const timeout = limits.busyMs[lane];
  if (lane === 'writer') return open(file, { fileMustExist: !create, timeout });
  try {
    return open(file, { readonly: true, fileMustExist: true, timeout });
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_READONLY_ROLLBACK')) throw thrown;
    rollBackLeftovers(file, timeout);
    return open(file, { readonly: true, fileMustExist: true, timeout });
  }
};

/** An empty database that exists nowhere, with the same settings. */
export const openInMemory = (content?: Buffer): Database.Database => {
  const db = new Database(content ?? ':memory:');
  applySettings(db);
  return db;
};

/** Whether the file may be written, as far as its permissions tell. */
export const isWritable = (file: string): boolean => {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return !existsSync(file);
  }
};
