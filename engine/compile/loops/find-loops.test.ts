import { describe, expect, test } from 'vitest';
import { type Flow, flowSchema } from '../../model/flow.ts';
import type { JsonRecord } from '../../model/json.ts';
import { nodes } from '../../nodes/nodes.gen.ts';
import { drawFlow } from '../../testing/flow-builder.ts';
import { findLoops, type LoopContext } from './find-loops.ts';

const types = new Map(nodes.map((node) => [node.type, node]));
const context: LoopContext = {
  absolute: (path) => (path.startsWith('/') ? path : `/files/${path}`),
  hooksUrl: 'http://127.0.0.1:4747',
  familyOf: (type) => types.get(type)?.family,
  titleOf: (type) => types.get(type)?.title ?? type,
};
type Node = { type: string; params?: JsonRecord; [more: string]: unknown };
const flow = (name: string, named: { [id: string]: Node }, lines: string[]): Flow =>
  flowSchema.parse(drawFlow(named, lines, { name }));
const step = (name: string, when: Node, then: Node, between?: Node): Flow =>
  between
    ? flow(name, { when, between, then }, ['when > between > then'])
    : flow(name, { when, then }, ['when > then']);

const on = (name: string): Node => ({ type: 'app-event', params: { name } });
const say = (name: string): Node => ({ type: 'emit-event', name: 'Tell', params: { name } });
const check: Node = { type: 'filter', params: { rules: [] } };
const watchFolder = (params: JsonRecord): Node => ({ type: 'file-watch', params: { folder: '/in', ...params } });
const write = (path: string, mode = 'replace'): Node => ({ type: 'write-file', name: 'Write', params: { path, mode } });
const watchTable = (table: string): Node => ({ type: 'sqlite-change', params: { file: 'shop.db', table } });
const row = (table: string, file = 'shop.db'): Node => ({
  type: 'sqlite-write',
  name: 'Keep',
  params: { file, table, mode: 'insert' },
});
const hook = (params: JsonRecord = {}): Node => ({ type: 'webhook', params: { path: 'a', ...params } });
const call = (url: string, method = 'POST'): Node => ({ type: 'http-request', name: 'Call', params: { url, method } });
const failed = (...flows: string[]): Node => ({ type: 'flow-failed', params: { flows } });

const severity = (one: Flow, ...others: Flow[]): string | null => findLoops(one, others, context)[0]?.severity ?? null;

describe('a flow by itself', () => {
  test.each([
    ['announces what it waits for', step('A', on('x'), say('x')), 'error'],
    ['announces it past a check', step('A', on('x'), say('x'), check), 'warning'],
    ['announces something else', step('A', on('x'), say('y')), null],
    ['announces what the data says', step('A', on('x'), say('{{ trigger.data.next }}')), null],
    ['a check that is left out is none', step('A', on('x'), say('x'), { ...check, skip: true }), 'error'],
    ['the step is left out', step('A', on('x'), { ...say('x'), skip: true }), null],
    ['writes to the table it watches', step('A', watchTable('orders'), row('ORDERS')), 'warning'],
    [
      'writes the same table by its whole path',
      step('A', watchTable('orders'), row('orders', '/files/shop.db')),
      'warning',
    ],
    ['writes to another table', step('A', watchTable('orders'), row('sent')), null],
    ['writes to another file', step('A', watchTable('orders'), row('orders', 'other.db')), null],
    [
      'replaces a file whose changes it watches',
      step('A', watchFolder({ events: ['changed'] }), write('/in/a.txt')),
      'error',
    ],
    ['a file appears only once', step('A', watchFolder({}), write('/in/a.txt', 'create')), 'warning'],
    ['its name does not fit', step('A', watchFolder({ name: '*.pdf' }), write('/in/a.txt')), null],
    ['it lies deeper', step('A', watchFolder({}), write('/in/sub/a.txt')), null],
    [
      'it lies deeper, and that counts',
      step('A', watchFolder({ subfolders: true }), write('/in/sub/a.txt')),
      'warning',
    ],
    ['a folder with a longer name', step('A', watchFolder({ subfolders: true }), write('/inbox/a.txt')), null],
    ['only removed files count', step('A', watchFolder({ events: ['removed'] }), write('/in/a.txt')), null],
    ['calls its own address', step('A', hook(), call('http://localhost:4747/hooks/a')), 'error'],
    [
      'its address checks signatures',
      step('A', hook({ verify: { kind: 'github' } }), call('http://127.0.0.1:4747/hooks/a')),
      'warning',
    ],
    ['another method', step('A', hook(), call('http://127.0.0.1:4747/hooks/a', 'GET')), null],
    ['another port', step('A', hook(), call('http://127.0.0.1:80/hooks/a')), null],
    ['another computer', step('A', hook(), call('http://example.com:4747/hooks/a')), null],
    [
      'only when the step before fails',
      flow('A', { when: on('x'), mid: say('y'), then: say('x') }, ['when > mid', 'mid.failed > then']),
      'warning',
    ],
    ['a step nothing leads to', flow('A', { when: on('x'), then: say('x') }, []), null],
    [
      'one way with and one without a check',
      flow('A', { when: on('x'), check, then: say('x') }, ['when > check > then', 'when > then']),
      'error',
    ],
  ] as const)('%s', (_name, one, expected) => {
    expect(severity(one)).toBe(expected);
  });
});

describe('over several flows', () => {
  const there = step('A', on('x'), row('orders'));
  const back = step('B', watchTable('orders'), call('http://127.0.0.1:4747/hooks/c'));
  const end = step('C', hook({ path: 'c' }), say('x'));

  test('a circle of three kinds is found from each of them, and told in words', () => {
    expect([severity(there, back, end), severity(back, there, end), severity(end, there, back)]).toEqual([
      'warning',
      'warning',
      'warning',
    ]);
    expect(findLoops(there, [back, end], context)).toMatchObject([
      {
        code: 'flow.may-loop',
        node: 'then',
        message:
          'This flow may start itself over and over: "Keep" writes to the table orders, which starts the flow "B", where "Call" calls the address /hooks/c, which starts the flow "C", where "Tell" announces "x", which starts this flow again.',
      },
    ]);
  });

  test('without one of them there is no circle', () => {
    expect([severity(there, back), severity(there, end), severity(back, end)]).toEqual([null, null, null]);
  });

  test('a circle among others is not the fault of this flow', () => {
    const loop = step('L', on('l'), say('l'));
    expect(severity(step('A', on('x'), say('l')), loop)).toBeNull();
  });

  test('certain only when every part is', () => {
    const ping = step('Ping', on('ping'), say('pong'));
    expect(severity(ping, step('Pong', on('pong'), say('ping')))).toBe('error');
    expect(severity(ping, step('Pong', on('pong'), say('ping'), check))).toBe('warning');
  });

  test('a failure that leads back to the flow that failed', () => {
    const repair = step('Repair', failed(), say('x'));
    const work = step('Work', on('x'), row('orders'));
    expect(findLoops(work, [repair], context)).toMatchObject([
      {
        severity: 'warning',
        message:
          'This flow may start itself over and over: a run that fails starts the flow "Repair", where "Tell" announces "x", which starts this flow again.',
      },
    ]);
    expect(severity(repair, work)).toBe('warning');
    expect(severity(work, step('Repair', failed('Other'), say('x')))).toBeNull();
    // Two flows that wait for failures never start each other.
    expect(severity(step('One', failed(), row('a')), step('Two', failed(), row('a')))).toBeNull();
  });
});
