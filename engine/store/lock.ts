import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Fault } from '../model/fault.ts';

/** Holds a data folder for one engine. Released by {@link DataLock.release} or by the end of the process, however it ends. */
export interface DataLock {
  release(): void;
}

/**
 * Takes the data folder or throws `store.in-use`. Two engines on one folder would fire every schedule twice. The lock is an
 * exclusive SQLite transaction on `lock.db`, so the operating system drops it when the process is killed.
 */
export const lockDataFolder = (folder: string): DataLock => {
  const database = new Sqlite(join(folder, 'lock.db'), { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    database.close();
    if ((thrown as { code?: string }).code !== 'SQLITE_BUSY') throw thrown;
    throw new Fault('person', 'store.in-use', `WhenThen is already running with the data folder ${folder}.`, {
      fix: 'Use the running one, stop it, or choose another data folder with --data.',
    });
  }
  return {
    release: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
};
