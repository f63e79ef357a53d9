import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import { launchNodeChild } from '../children/launch-node-child.ts';
import { createScripts } from './scripts.ts';

const scripts = createScripts({ launch: launchNodeChild, most: 2 });
const never = new AbortController().signal;
const run = (source: string, input: JsonValue = {}, signal = never) =>
  scripts.run({ source, input, timeoutMs: 30_000, signal });
const faultOf = (source: string, input: JsonValue = {}): Promise<string> =>
  run(source, input).then(
    ({ value }) => `no fault: ${JSON.stringify(value).slice(0, 100)}`,
    ({ code, message, fix, who }: Fault) => {
      expect([who, fix?.length]).toEqual(['person', expect.any(Number)]);
      return `${code}: ${message}`;
    },
  );

afterAll(() => scripts.stop());
/** Whatever was done before, the next code runs and finds a world as it should be. */
afterEach(async () => {
  const { value } = await run(
    'return [1 + 1, [3].map((x) => x + 1), {}.polluted === undefined, JSON.stringify({ a: 1 }), typeof log];',
  );
  expect(value).toEqual([2, [4], true, '{"a":1}', 'function']);
});

describe('code', () => {
  test.each<[string, JsonValue, JsonValue]>([
    ['return input.a + 1;', { a: 1 }, 2],
    [
      'return { name: input.name.trim(), tags: [...new Set(input.tags)] };',
      { name: ' Ana ', tags: ['x', 'x'] },
      { name: 'Ana', tags: ['x'] },
    ],
    ['return null;', {}, null],
    ['return "ü\\u2028 {{ x }}";', {}, 'ü\u2028 {{ x }}'],
    ['return new Date(0);', {}, '1970-01-01T00:00:00.000Z'],
    ['return { a: undefined, b: 1 };', {}, { b: 1 }],
    ['class Order { constructor() { this.total = 5; } } return new Order();', {}, { total: 5 }],
    ['return Object.keys(input);', { __proto__: null, b: 1 } as JsonValue, ['b']],
    ['return input;', [1, 'a', { b: [null, true] }], [1, 'a', { b: [null, true] }]],
  ])('%s', async (source, input, expected) => {
    expect((await run(source, input)).value).toEqual(expected);
  });

  test('logs what it is told to, up to a limit', async () => {
    const { logs } = await run(
      'log("total", 5, { a: [1] }); console.log("x".repeat(9999)); for (let i = 0; i < 999; i++) log(i); return 1;',
    );
    expect(logs.slice(0, 1)).toEqual(['total 5 {"a":[1]}']);
    expect([logs.length, logs[1]?.length]).toEqual([100, 500]);
  });

  test('begins anew every time', async () => {
    await run('globalThis.kept = 1; Array.prototype.kept = 1; return 1;');
    expect((await run('return [typeof kept, typeof [].kept];')).value).toEqual(['undefined', 'undefined']);
  });
});

describe('hostile code', () => {
  test.each([
    [
      'an endless loop',
      'let n = 0;\nwhile (true) n = Math.max(n, 1);',
      'code.too-slow: The code was not done after a second and was in line 2, so it was stopped.',
    ],
    [
      'a loop that catches',
      'for (;;) try { for (;;); } catch {}',
      'code.too-slow: The code was not done after a second',
    ],
    ['recursion', 'const f = () => f();\nreturn f();', 'code.too-deep: Line 1 of the code calls itself over and over.'],
    [
      'memory',
      'const kept = [];\nfor (;;) kept.push("x".repeat(1e6) + kept.length);',
      /^code\.(too-much-memory|too-slow): /,
    ],
    ['memory at once', 'return new Uint8Array(1e9).length;', 'code.too-much-memory: Line 1'],
    ['a pattern without end', 'return /^(a+)+$/.test("a".repeat(40) + "b");', 'code.too-slow: '],
    [
      'a huge pattern',
      'return new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("a");',
      'code.failed: Line 1 of the code stopped with "SyntaxError: too many captures".',
    ],
    [
      'a huge text',
      'let s = "x";\nfor (let i = 0; i < 40; i++) s += s;\nreturn s.length;',
      'code.too-much-memory: Line 2',
    ],
    ['a huge result', 'return "x".repeat(2e6);', 'code.too-large: What the code returned is larger than 1 MB.'],
    [
      'a result that grows',
      'const a = { b: "x".repeat(100) }; return Array.from({ length: 5e4 }, () => a);',
      'code.too-large: ',
    ],
    ['deep JSON', 'return JSON.parse("[".repeat(1e5));', /^code\.(too-deep|failed|too-slow|too-much-memory): /],
    ['require', 'return require("fs");', 'code.not-there: Line 1 of the code uses "require", which is not there.'],
    ['process', '\n\nprocess.exit();', 'code.not-there: Line 3 of the code uses "process", which is not there.'],
    ['fetch', 'return fetch("http://127.0.0.1");', 'code.not-there: Line 1 of the code uses "fetch"'],
    ['a timer', 'setTimeout(() => {}, 1); return 1;', 'code.not-there: Line 1 of the code uses "setTimeout"'],
    [
      'import()',
      'return import("fs");',
      'code.not-a-value: What the code returned cannot be handed on: it is a Promise',
    ],
    ['an import', 'import fs from "fs";', 'code.cannot-be-read: Line 1'],
    ['await', 'return await 1;', 'code.cannot-be-read: Line 1'],
    ['a missing bracket', '\nreturn (1;', 'code.cannot-be-read: Line 2 of the code cannot be read'],
    ['leaving the function', '}); process.exit(); (function () {', 'code.cannot-be-read: '],
    ['the constructor of functions', 'return this.constructor.constructor("return process")();', 'code.not-there: '],
    [
      'a constructor of the input',
      'return input.constructor.constructor("return globalThis.process.env")();',
      'code.failed: ',
    ],
    [
      'a function',
      'return () => 1;',
      'code.not-a-value: What the code returned cannot be handed on: it is a function.',
    ],
    ['a Promise', 'return { a: Promise.resolve(1) };', 'it["a"]'],
    [
      'NaN',
      'return { total: 0 / 0 };',
      'code.not-a-value: What the code returned cannot be handed on: ["total"] is no number (NaN).',
    ],
    ['Infinity', 'return [1, 1 / 0];', '[1] is no number (Infinity)'],
    ['nothing', 'input.a = 1;', 'code.not-a-value: The code returned nothing.'],
    ['nothing in a list', 'return [1, undefined];', '[1] is nothing'],
    ['a BigInt', 'return 5n;', 'it is a BigInt'],
    ['a symbol', 'return { a: Symbol("x") };', '["a"] is a symbol'],
    ['a circle', 'const a = {}; a.a = a; return a;', 'holds itself'],
    ['a Map', 'return new Map([[1, 2]]);', 'it is a Map'],
    ['raw bytes', 'return new Uint8Array(3);', 'it is raw bytes'],
    [
      'a getter that throws',
      'return { get a() { throw new Error("no"); } };',
      'code.failed: Line 1 of the code stopped with "Error: no".',
    ],
    ['a getter without end', 'return { get a() { for (;;); } };', 'code.too-slow: '],
    [
      'a Proxy without end',
      'const p = new Proxy({}, { ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }), get: () => p }); return p;',
      'holds itself',
    ],
    [
      'a Proxy that lies',
      'return new Proxy([], { get: (_, key) => (key === "length" ? 1e9 : 1) });',
      /^code\.too-(large|slow): /,
    ],
    ['throwing nothing', 'throw null;', 'code.failed: The code stopped with "something that is no error".'],
    ['throwing a text', 'throw "no stock";', 'code.failed: The code stopped with "no stock".'],
    ['an error', '\nthrow new Error("no stock");', 'code.failed: Line 2 of the code stopped with "Error: no stock".'],
    ['an error that lies', 'throw { name: { toString: 1 }, get message() { throw 1; }, stack: 5 };', 'code.failed: '],
    ['an error that never ends', 'throw { get message() { for (;;); } };', 'code.too-slow: '],
    ['a sort without end', '[..."a".repeat(1e6)].sort(() => Math.random() - 0.5); return 1;', 'code.too-slow: '],
  ])('%s', async (_name, source, expected) => {
    const found = await faultOf(source);
    if (typeof expected === 'string')
      expect(found).toContain(expected.startsWith('it[') ? '["a"] is a Promise' : expected);
    else expect(found).toMatch(expected);
  });

  test.each([
    ['a prototype', 'Object.prototype.polluted = 1; Array.prototype.map = null; return { ok: 1 };', { ok: 1 }],
    [
      'the language',
      'JSON.stringify = JSON.parse = Object.keys = Reflect.apply = Array.isArray = () => "x"; return { a: [1] };',
      { a: [1] },
    ],
    ['toJSON', 'Object.prototype.toJSON = String.prototype.toJSON = () => "x"; return { a: "b" };', { a: 'b' }],
    ['its own toJSON', 'return { a: 1, toJSON: undefined };', { a: 1 }],
    ['iterators', 'Array.prototype[Symbol.iterator] = function* () { yield 6; }; return [1, 2];', [1, 2]],
    [
      'setters',
      'Object.defineProperty(Array.prototype, "0", { set() { throw 1; } }); log("x"); return { a: 1 };',
      { a: 1 },
    ],
    ['the log', 'try { log = 1; console.log = 1; } catch {} return 1;', 1],
    ['catching the memory limit', 'try { new Uint8Array(1e9); } catch { return "caught"; }', 'caught'],
    ['stacks', 'Error.prepareStackTrace = () => { for (;;); }; return 1;', 1],
    ['a key called __proto__', 'return JSON.parse(\'{"__proto__": {"a": 1}, "b": 2}\');', { b: 2 }],
  ])('bent: %s', async (_name, source, expected) => {
    expect((await run(source)).value).toEqual(expected);
  });
});

describe('the processes', () => {
  test('what is given up is ended at once', async () => {
    const giveUp = new AbortController();
    const gone = run('for (;;);', {}, giveUp.signal);
    giveUp.abort();
    await expect(gone).rejects.toMatchObject({ code: 'code.stopped', retryable: false });
  });

  test('more than may run at once wait for their turn', async () => {
    const values = await Promise.all(Array.from({ length: 12 }, (_, index) => run('return input * 2;', index)));
    expect(values.map(({ value }) => value)).toEqual(Array.from({ length: 12 }, (_, index) => index * 2));
  });

  test('an input that is too large is not sent', async () => {
    expect(await faultOf('return 1;', 'x'.repeat(1_100_000))).toContain('code.too-large: What the code is given');
  });

  test('a child that cannot start is told as such, and tried again', async () => {
    const broken = createScripts({ launch: () => launchNodeChild(new URL('./no-such-file.ts', import.meta.url)) });
    await expect(broken.run({ source: 'return 1', input: 1, timeoutMs: 1000, signal: never })).rejects.toMatchObject({
      code: 'code.not-started',
      who: 'world',
      retryable: true,
    });
    broken.stop();
  });

  test('after stop nothing runs', async () => {
    const other = createScripts({ launch: launchNodeChild });
    const going = other.run({ source: 'for (;;);', input: 1, timeoutMs: 1000, signal: never });
    other.stop();
    await expect(going).rejects.toMatchObject({ code: 'code.stopped' });
    await expect(other.run({ source: 'return 1', input: 1, timeoutMs: 1000, signal: never })).rejects.toMatchObject({
      code: 'code.stopped',
    });
  });
});
