import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Metric, metricSchema } from '../../model/monitor/metric.ts';
import type { HttpRequest } from '../../model/outside.ts';
import type { WatchOutside } from '../../model/watch.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { busyPercent } from './cpu.ts';
import { folderBytes } from './folder-size.ts';
import { createReadMetric } from './read-metric.ts';
import { tableNumberSql } from './table-number.ts';

const read = createReadMetric({
  monotonic: () => performance.now(),
  endedRuns: (flow) => (flow === 'shop' ? { failed: 3, ended: 12 } : { failed: 0, ended: 0 }),
  gauge: (name) => (name === 'demo' ? 42 : null),
});

const answering = (text: string, status = 200) =>
  ({
    http: { send: async ({ url }: HttpRequest) => ({ status, headers: {}, text, url }) },
    readableFolder: (path: string) => path,
  }) as unknown as WatchOutside;

const now = (metric: object, outside = answering('')) =>
  read(metricSchema.parse(metric) as Metric, outside, new AbortController().signal);

test.each(['cpu', 'memory', 'disk'])('%s is between 0 and 100 %%', async (kind) => {
  const value = await now({ kind });
  expect(value).toBeGreaterThanOrEqual(0);
  expect(value).toBeLessThanOrEqual(100);
});

test('how busy processors were is the share of time between two readings', () => {
  expect(busyPercent({ busy: 100, all: 1000 }, { busy: 150, all: 1200 })).toBe(25);
  expect(busyPercent({ busy: 100, all: 1000 }, { busy: 100, all: 1000 })).toBeNull();
});

test('a disk that is not there is said in words', async () => {
  await expect(now({ kind: 'disk', path: '/no/such/place' })).rejects.toMatchObject({ code: 'metric.no-disk' });
});

describe('a folder', () => {
  const fill = (): string => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'a'), Buffer.alloc(1_500_000));
    writeFileSync(join(folder, 'deep', 'b'), Buffer.alloc(500_000));
    symlinkSync('/', join(folder, 'everything'));
    return folder;
  };

  test('is measured with what is in it, links aside', async () => {
    expect(await now({ kind: 'folder-size', folder: fill() })).toBe(2);
  });

  test('with too many files is refused, and one can stop waiting', async () => {
    const folder = fill();
    const open = new AbortController();
    await expect(folderBytes(folder, open.signal, 1)).rejects.toMatchObject({ code: 'metric.too-many-files' });
    open.abort();
    await expect(folderBytes(folder, open.signal)).rejects.toThrow();
    await expect(now({ kind: 'folder-size', folder: '/no/such' })).rejects.toMatchObject({ code: 'file.no-folder' });
  });
});

describe('a number on the web', () => {
  const price = { kind: 'http-json', url: 'https://a.example/x', path: 'data.0.price' };

  test('is taken from its place, as a number or a strict text', async () => {
    expect(await now(price, answering('{"data":[{"price":12.5}]}'))).toBe(12.5);
    expect(await now(price, answering('{"data":[{"price":"12.5"}]}'))).toBe(12.5);
  });

  test('that is something else is none', async () => {
    for (const text of ['{"data":[{"price":"12,5"}]}', '{"data":[{"price":null}]}', '{"data":[]}', '7'])
      expect(await now(price, answering(text))).toBeNull();
  });

  test('fails in words when the answer is no JSON or a refusal', async () => {
    await expect(now(price, answering('<html>'))).rejects.toMatchObject({ code: 'metric.not-json' });
    await expect(now(price, answering('{}', 503))).rejects.toMatchObject({ code: 'metric.answered', who: 'world' });
    await expect(now({ kind: 'http-json' })).rejects.toMatchObject({ code: 'metric.unfinished' });
  });
});

test('names in a statement cannot be read as SQL', () => {
  const metric = metricSchema.parse({ kind: 'sqlite', file: 'x', table: 'a"; DROP', take: 'sum', column: 'b"c' });
  expect(metric.kind === 'sqlite' && tableNumberSql(metric)).toBe('SELECT sum("b""c") AS value FROM "a""; DROP"');
});

test('failed runs are counted, or measured against all of them', async () => {
  expect(await now({ kind: 'flow-errors', flow: 'shop' })).toBe(3);
  expect(await now({ kind: 'flow-errors', flow: 'shop', measure: 'percent' })).toBe(25);
  expect(await now({ kind: 'flow-errors', measure: 'percent' })).toBe(0);
});

test('a gauge nobody has set has no number', async () => {
  expect(await now({ kind: 'gauge' })).toBe(42);
  expect(await now({ kind: 'gauge', name: 'other' })).toBeNull();
});
