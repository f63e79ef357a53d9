import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Journal } from '../model/journal.ts';
import { type ConfigStore, createConfigStore } from './config.ts';
import { configMigrations } from './config-migrations.ts';
import { type CommitPoint, createGroupCommit, explainWrite, type GroupCommit } from './group-commit.ts';
import { createHistory, type History } from './history.ts';
import { createJournal } from './journal.ts';
import { openDatabase } from './open.ts';
import { pruneBatch, type Retention } from './prune.ts';
import { runsMigrations } from './runs-migrations.ts';

/** Both databases of a data folder, open. */
export interface Stores {
  config: ConfigStore;
  journal: Journal;
  history: History;
  commits: GroupCommit;
  integrity: () => { database: string; result: string }[];
  /** Removes what is past its time, a batch at a time with pauses, now and then; returns a function that ends it. */
  pruneEvery: (everyMs: number, retention: Retention) => () => void;
  close: () => void;
}

export interface StoresOptions {
  dataDir: string;
  now: () => number;
  redact: (text: string) => string;
  reach: (point: CommitPoint) => void;
}

/** A pause between two batches, so that deliveries and runs come first. */
const breathMs = 10;

/** A full or busy disk is no reason to end: pruning simply comes again. */
const pruneOnce = (database: Database, retention: Retention, nowMs: number): number => {
  try {
    return pruneBatch(database, retention, nowMs);
  } catch (thrown) {
    if (explainWrite(thrown).who !== 'world') throw thrown;
    return 0;
  }
};

export const openStores = ({ dataDir, now, redact, reach }: StoresOptions): Stores => {
  const configDatabase = openDatabase(join(dataDir, 'config.db'), configMigrations);
  const runsDatabase = openDatabase(join(dataDir, 'runs.db'), runsMigrations);
  const commits = createGroupCommit(runsDatabase, reach);
  const named = [
    { database: 'config.db', handle: configDatabase },
    { database: 'runs.db', handle: runsDatabase },
  ];
  return {
    config: createConfigStore(configDatabase, now),
    journal: createJournal({ database: runsDatabase, commits, now, redact }),
    history: createHistory(runsDatabase),
    commits,
    integrity: () =>
      named.map(({ database, handle }) => ({
        database,
        result: String(handle.pragma('quick_check', { simple: true })),
      })),
    pruneEvery: (everyMs, retention) => {
      let timer: NodeJS.Timeout;
      const prune = (): void => {
        timer = setTimeout(prune, pruneOnce(runsDatabase, retention, now()) > 0 ? breathMs : everyMs);
      };
      timer = setTimeout(prune, everyMs);
      return () => clearTimeout(timer);
    },
    close: () => {
      for (const { handle } of named) {
        handle.pragma('wal_checkpoint(TRUNCATE)');
        handle.close();
      }
    },
  };
};
