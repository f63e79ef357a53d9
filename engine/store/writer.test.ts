import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Fault } from '../model/fault.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { until } from '../testing/until.ts';
import { createInlineTransport } from './inline-transport.ts';
import { createMovingTransport } from './moving-transport.ts';
import { openDatabase } from './open.ts';
import { runsMigrations } from './runs-migrations.ts';
import { createThreadTransport } from './thread-transport.ts';
import { arrivalInstruction, type Batch, instructionOf, type Write } from './write-batch.ts';
import { createWriter, type Transport, type Writer } from './writer.ts';

const noBreak = (fault: Fault): void => {
  throw fault;
};

const noReady = (): void => {
  throw new Error('it cannot be ready');
};
const startThread = (path: string) => createThreadTransport(path, { ready: () => {}, ended: noBreak });

const open = (on: 'this-thread' | 'own-thread', reach: (point: string) => void = () => {}) => {
  const path = join(tempFolder(), 'runs.db');
  const database = openDatabase(path, runsMigrations);
  const writer = createWriter(on === 'this-thread' ? createInlineTransport(database, reach) : startThread(path));
  onTestFinished(async () => {
    await writer.stop();
    database.close();
  });
  return { database, writer };
};

const keep = (writer: Writer, write: Write): Promise<readonly number[] | null> =>
  new Promise((resolve, reject) => writer.enqueue(write, resolve, reject));

const timer = (ref: string): Write => [instructionOf.putTimer, 'step', ref, 1, 1];
/** An event whose id may be taken; a second one fails. */
const event = (id: number, key: string | null = null, after: Write = []): Write => [
  ...[arrivalInstruction, key, 100, 200, after.length],
  ...[id, 7, 'hook', 'webhook', 'started', null, null, null, null, 0, '{}', null],
  ...after,
];
const ids = (database: Sqlite.Database) => database.prepare('SELECT id FROM events ORDER BY id').pluck().all();
const refs = (database: Sqlite.Database) => database.prepare('SELECT ref FROM timers ORDER BY ref').pluck().all();

describe.each(['this-thread', 'own-thread'] as const)('writes on %s', (on) => {
  test('are on disk when they are confirmed, and are confirmed in order', async () => {
    const { database, writer } = open(on);
    const seen: unknown[] = [];
    await Promise.all([1, 2, 3].map((id) => keep(writer, event(id)).then(() => seen.push(id, ids(database).length))));
    expect(seen).toEqual([1, 3, 2, 3, 3, 3]);
    expect(writer.waiting()).toBe(0);
  });

  test('a write that fails takes nothing with it', async () => {
    const { database, writer } = open(on);
    const results = await Promise.allSettled([
      keep(writer, event(1)),
      keep(writer, [...timer('a'), ...event(1)]),
      keep(writer, [...timer('b'), ...event(2)]),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([ids(database), refs(database)]).toEqual([[1, 2], ['b']]);
    await expect(keep(writer, event(1))).rejects.toMatchObject({ code: 'store.failed', who: 'us' });
  });

  test('a delivery seen before is a repeat, also within one commit, and leaves nothing but its event', async () => {
    const { database, writer } = open(on);
    const told = await Promise.all([
      keep(writer, event(1, 'k', timer('a'))),
      keep(writer, [...event(2, 'k', timer('b')), ...timer('c')]),
    ]);
    expect(told).toEqual([null, [1]]);
    expect(refs(database)).toEqual(['a', 'c']);
    expect(database.prepare('SELECT verdict, reason, repeat_of FROM events WHERE id = 2').get()).toEqual({
      verdict: 'repeat',
      reason: 'The same thing arrived before as evt_00000000001.',
      repeat_of: 1,
    });
  });

  test('a key that has expired is no repeat', async () => {
    const { writer } = open(on);
    await keep(writer, event(1, 'k'));
    const later = event(2, 'k');
    later[2] = 200;
    expect(await keep(writer, later)).toBeNull();
  });

  test('a message whose key is there already is not kept again', async () => {
    const { database, writer } = open(on);
    const message = (id: number, key: string): Write => [
      instructionOf.putMessage,
      id,
      'email',
      7,
      1,
      'mail',
      key,
      '{}',
    ];
    expect(await keep(writer, [...message(1, 'k'), ...message(2, 'l')])).toBeNull();
    expect(await keep(writer, [...message(3, 'k'), ...message(4, 'm')])).toEqual([1, 0]);
    expect(database.prepare('SELECT id FROM outbox ORDER BY id').pluck().all()).toEqual([1, 2, 4]);
  });

  test('bytes arrive as they were', async () => {
    const { database, writer } = open(on);
    const write = event(1);
    write[write.length - 1] = new Uint8Array([0, 255, 128]);
    await keep(writer, write);
    expect(database.prepare('SELECT raw FROM events').pluck().get()).toEqual(Buffer.from([0, 255, 128]));
  });

  test('a flush waits for everything asked for before it', async () => {
    const { database, writer } = open(on);
    for (let id = 1; id <= 2000; id++) writer.enqueue(event(id), () => {}, noBreak);
    await writer.flush();
    expect([writer.waiting(), ids(database).length]).toEqual([0, 2000]);
    await writer.flush();
  });

  test('what is past its time goes through the same door', async () => {
    const { database, writer } = open(on);
    await keep(writer, event(1));
    const retention = { days: 30, runsPerFlow: 1, attentionDays: 90, rejected: 1 };
    expect(await writer.prune(retention, Date.UTC(2026, 10, 24))).toBe(1);
    expect(ids(database)).toEqual([]);
  });
});

describe('writes on this thread', () => {
  test('those of one turn share one commit', async () => {
    const points: string[] = [];
    const { database, writer } = open('this-thread', (point) => points.push(point));
    await Promise.all([1, 2, 3].map((id) => keep(writer, event(id))));
    expect(points).toEqual(['before-commit', 'after-commit']);
    expect(ids(database)).toEqual([1, 2, 3]);
  });

  test('a full disk is the world at fault, reading goes on, and writing goes on when there is room', async () => {
    const { database, writer } = open('this-thread');
    const large = event(1);
    large[large.length - 2] = 'x'.repeat(100_000);
    const pages = Number(database.pragma('page_count', { simple: true }));
    database.pragma(`max_page_count = ${pages + 2}`);
    await expect(keep(writer, large)).rejects.toMatchObject({ code: 'store.disk-full', who: 'world', retryable: true });
    expect(ids(database)).toEqual([]);
    database.pragma('max_page_count = 100000');
    await keep(writer, large);
    expect(ids(database)).toEqual([1]);
  });
});

describe('the thread that writes', () => {
  test('waits for another connection that is writing', async () => {
    const { database, writer } = open('own-thread');
    await keep(writer, event(1));
    database.exec('BEGIN IMMEDIATE');
    let kept = false;
    const keeping = keep(writer, event(2)).then(() => {
      kept = true;
    });
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(kept).toBe(false);
    database.exec('COMMIT');
    await keeping;
    expect(ids(database)).toEqual([1, 2]);
  });

  test('ends by itself: what waits and what comes later fails, and its owner is told once', async () => {
    // A file that is no database: the thread cannot open it and ends.
    const told: Fault[] = [];
    const writer = createWriter(
      createThreadTransport(tempFolder(), { ready: noReady, ended: (fault) => told.push(fault) }),
    );
    await expect(keep(writer, event(1))).rejects.toMatchObject({ code: 'store.writer-gone', who: 'us' });
    await expect(keep(writer, event(2))).rejects.toMatchObject({ code: 'store.writer-gone' });
    expect(told).toHaveLength(1);
    await writer.stop();
  });

  test('stopping keeps what was asked for', async () => {
    const path = join(tempFolder(), 'runs.db');
    const database = openDatabase(path, runsMigrations);
    const writer = createWriter(startThread(path));
    writer.enqueue(event(1), () => {}, noBreak);
    await writer.stop();
    expect(ids(database)).toEqual([1]);
    database.close();
  });
});

describe('writing that moves under load', () => {
  const openMoving = (path: string, place = path) => {
    const database = openDatabase(path, runsMigrations);
    const broken: Fault[] = [];
    const taken = { here: 0, there: 0 };
    const inline = createInlineTransport(database, () => {});
    let ready = false;
    let thread: Transport | undefined;
    const writer = createWriter(
      createMovingTransport({
        here: counted(inline, () => taken.here++),
        path: place,
        broken: (fault) => broken.push(fault),
        startThread: (file, listener) => {
          thread = createThreadTransport(file, {
            ready: () => {
              ready = true;
              listener.ready();
            },
            ended: listener.ended,
          });
          return counted(thread, () => taken.there++);
        },
      }),
    );
    onTestFinished(async () => {
      await writer.stop();
      database.close();
    });
    /** A defect of ours: a batch that is none ends the thread. */
    const end = (): void => thread?.apply({} as Batch, () => {});
    return { database, writer, broken, taken, isReady: () => ready, end };
  };
  const counted = (transport: Transport, count: () => void): Transport => ({
    ...transport,
    apply: (batch, done) => {
      count();
      transport.apply(batch, done);
    },
  });
  const keepMany = (writer: Writer, from: number) =>
    Promise.all(Array.from({ length: 20 }, (_, index) => keep(writer, event(from + index))));

  test('stays here for single writes and moves for many, in order and without losing one', async () => {
    const { database, writer, taken, isReady } = openMoving(join(tempFolder(), 'runs.db'));
    await keep(writer, event(1));
    await keep(writer, event(2));
    expect(taken).toEqual({ here: 2, there: 0 });
    await keepMany(writer, 3);
    await until(isReady);
    await keep(writer, event(23));
    expect(taken).toEqual({ here: 3, there: 1 });
    expect(ids(database)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
  });

  test('the thread ends after it has taken over: what is under way fails, nothing confirmed is lost, and it is said once', async () => {
    const { database, writer, broken, isReady, end } = openMoving(join(tempFolder(), 'runs.db'));
    await keepMany(writer, 1);
    await until(isReady);
    await keepMany(writer, 21);
    end();
    await expect(keep(writer, event(41))).rejects.toMatchObject({ code: 'store.writer-gone', who: 'us' });
    await expect(keep(writer, event(42))).rejects.toMatchObject({ code: 'store.writer-gone' });
    expect(broken).toMatchObject([{ code: 'store.writer-gone' }]);
    expect([ids(database).length, writer.waiting()]).toEqual([40, 0]);
  });

  test('a thread that cannot be started changes nothing', async () => {
    const { database, writer, broken, taken } = openMoving(join(tempFolder(), 'runs.db'), tempFolder());
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => said.mockRestore());
    await keepMany(writer, 1);
    await until(() => said.mock.calls.length > 0);
    await keepMany(writer, 21);
    expect(ids(database)).toHaveLength(40);
    expect([broken, taken]).toEqual([[], { here: 2, there: 0 }]);
  });
});
