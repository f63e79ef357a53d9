import { describe, expect, test } from 'vitest';
import { closest } from './closest.ts';
import { Fault, personFault, reviveFault, toFault, worldFault } from './fault.ts';
import { createRowNumbers, eventIdOf, eventIdSchema, rowOf, runIdOf } from './ids.ts';
import { jsonLimits, parseJson } from './parse-json.ts';

describe('ids', () => {
  test('sort as their rows and give the row back', () => {
    const rows = [1, 4096, Date.UTC(2026, 10, 23) * 4096, Number.MAX_SAFE_INTEGER];
    const ids = rows.map(runIdOf);
    expect(ids.map(rowOf)).toEqual(rows);
    expect([...ids].sort()).toEqual(ids);
    expect(eventIdSchema.safeParse(eventIdOf(12)).success).toBe(true);
    expect(eventIdSchema.safeParse(runIdOf(12)).success).toBe(false);
  });

  test('only grow, when many are needed at once and when the clock is set back', () => {
    let now = 1000;
    const next = createRowNumbers(() => now, 0);
    const first = Array.from({ length: 10_000 }, next);
    now = 500;
    const all = [...first, next(), next()];
    expect(all.every((row, place) => place === 0 || row > (all[place - 1] ?? 0))).toBe(true);
  });

  test('go on after the largest one in use', () => {
    expect(createRowNumbers(() => 1, 1_000_000)()).toBe(1_000_001);
  });
});

describe('faults', () => {
  test('cross a wire whole', () => {
    const fault = worldFault('http.answered-429', 'Slow down', { retryAfterMs: 5, fix: 'Wait', data: { a: 1 } });
    const revived = reviveFault(JSON.parse(JSON.stringify(fault)));
    expect(revived).toBeInstanceOf(Fault);
    expect(revived.toJSON()).toEqual(fault.toJSON());
  });

  test('who must act decides whether it is tried again, unless said otherwise', () => {
    expect(worldFault('a.b', '').retryable).toBe(true);
    expect(worldFault('a.b', '', { retryable: false }).retryable).toBe(false);
    expect(personFault('a.b', '').retryable).toBe(false);
  });

  test('anything else that is thrown is a defect of ours', () => {
    expect(toFault(new TypeError('x is undefined'))).toMatchObject({
      code: 'internal.unexpected',
      who: 'us',
      retryable: false,
    });
    expect(toFault('text').message).toContain('text');
  });
});

describe('parseJson', () => {
  test('keeps whole numbers exact that JavaScript cannot hold', () => {
    expect(parseJson('{"id":123456789012345678,"n":12345678,"f":1.5e300,"t":"123456789012345678"}')).toEqual({
      id: '123456789012345678',
      n: 12345678,
      f: 1.5e300,
      t: '123456789012345678',
    });
  });

  test('drops keys that could reach a prototype, also when they are written with escapes', () => {
    const value = parseJson('{"__proto__":{"a":1},"b":{"constructor":1,"\\u0070rototype":2,"c":3},"d":["__proto__"]}');
    expect(JSON.stringify(value)).toBe('{"b":{"c":3},"d":["__proto__"]}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test.each([
    ['', /it is empty/],
    ['{"a":1', /ends too early/],
    ['{"a":1,\n "b" 2}', /line 2, position 6/],
    ['{a:1}', /line 1, position 2/],
    ['{"name": Bo}', /line 1, position 10, near "Bo}"/],
    ['[1,2,]', /line 1, position 6, near "]"/],
    ['{"a":"b" "c":1}', /line 1, position 10/],
    ['[tru]', /line 1, position 5, near "]"/],
    ['{"a":1} x', /line 1, position 9, near "x"/],
    ["{'a':1}", /line 1, position 2/],
    ['{"a":01}', /line 1, position 7/],
    ['"a\tb', /line 1/],
  ])('says where %j is wrong', (text, message) => {
    expect(() => parseJson(text)).toThrow(message);
  });

  test('looks at nesting before anything that could overflow', () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(() => parseJson(deep(1_000_000))).toThrow(/nested 1000000 levels/);
    expect(() => parseJson(deep(jsonLimits.depth + 1))).toThrow(/nested/);
    expect(parseJson(deep(jsonLimits.depth))).toBeDefined();
    expect(parseJson(JSON.stringify('[['.repeat(1000)))).toHaveLength(2000);
  });

  test('refuses more values than a screen could ever show', () => {
    expect(() => parseJson(`[${'1,'.repeat(jsonLimits.values)}1]`)).toThrow(/holds 10000\d values/);
  });
});

test.each([
  ['upcas', ['upcase', 'downcase'], 'upcase'],
  ['valeu', ['value', 'name'], 'value'],
  ['xyz', ['value', 'name'], undefined],
  ['Name', ['name'], 'name'],
])('the word closest to %s', (word, known, expected) => {
  expect(closest(word, known)).toBe(expected);
});
