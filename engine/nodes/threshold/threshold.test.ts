import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../model/json.ts';
import { node } from './threshold.ts';

const paramsOf = (params: JsonRecord) => node.params.parse(params);
const problemsOf = (params: JsonRecord) => node.check?.(paramsOf(params)).map(({ param }) => param);

test('a disk is watched as it comes', () => {
  expect(problemsOf({})).toEqual([]);
  expect(node.grants?.(paramsOf({}))).toEqual([]);
  expect(node.listen(paramsOf({ forSeconds: 300 }))).toEqual({
    kind: 'watch',
    source: {
      kind: 'threshold',
      metric: { kind: 'disk', path: '' },
      rule: { direction: 'above', limit: 90, backAt: 90, forMs: 300_000, everyMs: 30_000, noDataMs: 0 },
    },
  });
});

test('back to normal lies on the safe side of the limit', () => {
  expect(problemsOf({ limit: 90, backAt: 91 })).toEqual(['backAt']);
  expect(problemsOf({ limit: 90, backAt: 85 })).toEqual([]);
  expect(problemsOf({ direction: 'below', limit: 10, backAt: 5 })).toEqual(['backAt']);
});

describe('what is missing is said at its field', () => {
  test.each([
    [{ kind: 'sqlite' }, ['metric.file', 'metric.table']],
    [{ kind: 'sqlite', file: 'shop.db', table: 'orders', take: 'sum' }, ['metric.column']],
    [{ kind: 'sqlite', file: 'shop.db', table: 'orders' }, []],
    [{ kind: 'folder-size' }, ['metric.folder']],
    [{ kind: 'http-json' }, ['metric.url']],
    [{ kind: 'http-json', url: 'ftp://a.example' }, ['metric.url']],
    [{ kind: 'http-json', url: 'https://ana:secret@a.example' }, ['metric.url']],
  ])('%j', (metric, expected) => {
    expect(problemsOf({ metric })).toEqual(expected);
  });

  test('the web is not asked every second', () => {
    expect(problemsOf({ metric: { kind: 'http-json', url: 'https://a.example' }, everySeconds: 1 })).toEqual([
      'everySeconds',
    ]);
  });
});

test('asks for what it touches', () => {
  const asks = (metric: JsonRecord) => node.grants?.(paramsOf({ metric }));
  expect(asks({ kind: 'sqlite', file: 'shop.db' })).toEqual([{ kind: 'database', target: 'shop.db' }]);
  expect(asks({ kind: 'folder-size', folder: '/srv/photos' })).toEqual([{ kind: 'read-file', target: '/srv/photos/' }]);
  expect(asks({ kind: 'http-json', url: 'http://192.168.1.5:8080/x' })).toEqual([
    { kind: 'private-address', target: '192.168.1.5:8080' },
  ]);
  expect(asks({ kind: 'http-json', url: 'https://example.com/x' })).toEqual([]);
});

test('leaves by the port of the state, and by the first one for anything odd', () => {
  const ports = [{ state: 'crossed' }, { state: 'normal' }, { state: 'no-data' }, { state: 'x' }, null];
  expect(ports.map((payload) => node.leavesBy?.(payload))).toEqual(['out', 'normal', 'no-data', 'out', 'out']);
  expect(node.ports(paramsOf({})).map(({ id }) => id)).toEqual(['out', 'normal']);
  expect(node.ports(paramsOf({ noDataSeconds: 600 })).map(({ id }) => id)).toEqual(['out', 'normal', 'no-data']);
});
