import { join } from 'node:path';
import Database from 'better-sqlite3';
import { untilAsync } from './until.ts';

/** Resolves when what a watching trigger has stored of its progress fits; how a test knows that its first look is over. */
export const untilWatchState = (dataDir: string, fits: (state: string) => boolean): Promise<void> =>
  untilAsync(async () => {
    const database = new Database(join(dataDir, 'runs.db'), { readonly: true });
    try {
      return database.prepare<[], string>('SELECT state FROM watch_states').pluck().all().some(fits);
    } finally {
      database.close();
    }
  });
