import { join } from 'node:path';
import { type Fault, toFault } from '../model/fault.ts';
import type { Journal } from '../model/journal.ts';
import { type ConfigStore, createConfigStore } from './config.ts';
import { configMigrations } from './config-migrations.ts';
import { createHistory, type History } from './history.ts';
import { createInlineTransport } from './inline-transport.ts';
import { createJournal } from './journal.ts';
import { createMovingTransport } from './moving-transport.ts';
import { openDatabase } from './open.ts';
import type { Retention } from './prune.ts';
import { runsMigrations } from './runs-migrations.ts';
import type { CommitPoint } from './write-batch.ts';
import { createWriter, type Writer } from './writer.ts';

/** Both databases of a data folder, open. */
export interface Stores {
  config: ConfigStore;
  journal: Journal;
  history: History;
  /** To be stopped before the stores are closed. */
  writer: Writer;
  integrity: () => { database: string; result: string }[];
  /** Removes what is past its time, a batch at a time with pauses, now and then; returns a function that ends it. */
  pruneEvery: (everyMs: number, retention: Retention) => () => void;
  close: () => void;
}

export interface StoresOptions {
  dataDir: string;
  now: () => number;
  redact: (text: string) => string;
  /** Called around each commit on this thread. */
  reach: (point: CommitPoint) => void;
  /** Lets writing move to a thread of its own under load; called once when that ends by itself. */
  moving: { broken: (fault: Fault) => void } | null;
}

/** A pause between two batches, so that deliveries and runs come first. */
const breathMs = 10;

/** A full or busy disk is no reason to end: pruning simply comes again. */
const pruneOnce = async (writer: Writer, retention: Retention, nowMs: number): Promise<number> => {
  try {
    return await writer.prune(retention, nowMs);
  } catch (thrown) {
    const fault = toFault(thrown);
    if (fault.who !== 'world' && fault.code !== 'store.writer-gone') throw fault;
    return 0;
  }
};

export const openStores = ({ dataDir, now, redact, reach, moving }: StoresOptions): Stores => {
  const configDatabase = openDatabase(join(dataDir, 'config.db'), configMigrations);
  const runsPath = join(dataDir, 'runs.db');
  const runsDatabase = openDatabase(runsPath, runsMigrations);
  const here = createInlineTransport(runsDatabase, reach);
  const writer = createWriter(moving ? createMovingTransport({ here, path: runsPath, ...moving }) : here);
  const named = [
    { database: 'config.db', handle: configDatabase },
    { database: 'runs.db', handle: runsDatabase },
  ];
  return {
    config: createConfigStore(configDatabase, now),
    journal: createJournal({ database: runsDatabase, writer, now, redact }),
    history: createHistory(runsDatabase),
    writer,
    integrity: () =>
      named.map(({ database, handle }) => ({
        database,
        result: String(handle.pragma('quick_check', { simple: true })),
      })),
    pruneEvery: (everyMs, retention) => {
      let timer: NodeJS.Timeout;
      let ended = false;
      const prune = async (): Promise<void> => {
        const gone = await pruneOnce(writer, retention, now());
        if (!ended) timer = setTimeout(prune, gone > 0 ? breathMs : everyMs);
      };
      timer = setTimeout(prune, everyMs);
      return () => {
        ended = true;
        clearTimeout(timer);
      };
    },
    close: () => {
      for (const { handle } of named) {
        handle.pragma('wal_checkpoint(TRUNCATE)');
        handle.close();
      }
    },
  };
};
