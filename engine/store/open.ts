import Sqlite, { type Database } from 'better-sqlite3';
import { Fault, worldFault } from '../model/fault.ts';
import { type Migration, migrate } from './migrate.ts';

/** FULL survives a power cut; better-sqlite3 opens WAL databases at NORMAL, which does not. */
const synchronousFull = 2;

/** Fewer checkpoints write fewer pages twice; 16 MB of log are read back in a moment after a crash. */
const walBytes = 16 * 1024 * 1024;

const explainOpen = (path: string, thrown: unknown): Fault => {
  const code = (thrown as { code?: string }).code ?? '';
  if (code === 'SQLITE_CANTOPEN' || code === 'SQLITE_READONLY' || code.startsWith('SQLITE_IOERR'))
    return worldFault('store.cannot-open', `The data folder cannot be used: ${path} cannot be opened (${code}).`, {
      fix: 'Check that the folder exists, is on this computer and may be written.',
      retryable: false,
    });
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT')
    return worldFault('store.damaged', `${path} is damaged or is not a WhenThen database (${code}).`, {
      fix: 'Move it aside and restore a backup.',
      retryable: false,
    });
  return worldFault('store.cannot-open', `${path} cannot be opened: ${String(thrown)}.`, { retryable: false });
};

/**
 * Opens one of the engine's own databases: WAL, every commit flushed to disk, foreign keys on, migrated.
 * Refuses a file system where that cannot be had.
 */
export const openDatabase = (path: string, migrations: readonly Migration[]): Database => {
  let database: Database | undefined;
  try {
    database = new Sqlite(path, { timeout: 5000 });
    // Looked at before anything is written, so that a newer database stays untouched.
    if (Number(database.pragma('user_version', { simple: true })) > migrations.length) migrate(database, migrations);
    if (database.pragma('page_count', { simple: true }) === 0) {
      database.pragma('auto_vacuum = INCREMENTAL');
      // A usual delivery is 1 to 2 KB: larger pages waste less of it and take fewer writes for each commit.
      database.pragma('page_size = 8192');
    }
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('journal_size_limit = 67108864');
    database.pragma(`wal_autocheckpoint = ${walBytes / Number(database.pragma('page_size', { simple: true }))}`);
    database.pragma('cache_size = -32768');
    if (process.platform === 'darwin') {
      database.pragma('fullfsync = ON');
      database.pragma('checkpoint_fullfsync = ON');
    }
    assertDurable(database);
    migrate(database, migrations);
    return database;
  } catch (thrown) {
    database?.close();
    throw thrown instanceof Fault ? thrown : explainOpen(path, thrown);
  }
};

/** Throws unless an acknowledged commit on this connection survives a power cut. */
export const assertDurable = (database: Database): void => {
  const mode = database.pragma('journal_mode', { simple: true });
  const synchronous = Number(database.pragma('synchronous', { simple: true }));
  if (mode !== 'wal' || synchronous < synchronousFull)
    throw worldFault(
      'store.not-durable',
      `The data folder is on a drive that cannot keep data safely (${database.name}).`,
      {
        fix: 'Choose a folder on a disk of this computer, not on a network drive.',
        retryable: false,
      },
    );
};
