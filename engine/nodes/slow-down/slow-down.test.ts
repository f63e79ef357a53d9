import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../model/json.ts';
import { tryStep } from '../../testing/try-step.ts';
import { node } from './slow-down.ts';

/** Somebody who comes at a time; the time at which they are let through, null when left out. */
const createLine = (params: { max: number; perSeconds: number; when?: 'wait' | 'drop' }) => {
  const memory = new Map<string, JsonValue | undefined>();
  return async (occasion: string, atMs: number): Promise<number | null> => {
    const trial = { memory, occasion, startedAtMs: atMs };
    const first = await tryStep(node, params, { ...trial, nowMs: atMs });
    if (first.port === 'dropped') return null;
    if (first.waitUntilMs === undefined) return atMs;
    const again = await tryStep(node, params, { ...trial, nowMs: first.waitUntilMs });
    expect(again.output).toEqual({ waitedSeconds: (first.waitUntilMs - atMs) / 1000 });
    return first.waitUntilMs;
  };
};

describe('slowing down', () => {
  test('more than may at once wait, in order of arrival', async () => {
    const come = createLine({ max: 2, perSeconds: 10 });
    const turns = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) turns.push(await come(name, 1000));
    expect(turns).toEqual([1000, 1000, 11_000, 11_000, 21_000]);
    expect(await come('f', 40_000)).toBe(40_000);
  });

  test('or are left out', async () => {
    const come = createLine({ max: 1, perSeconds: 10, when: 'drop' });
    expect([await come('a', 0), await come('b', 9999), await come('c', 10_000)]).toEqual([0, null, 10_000]);
  });

  test('whoever is woken too early keeps the same turn', async () => {
    const memory = new Map<string, JsonValue | undefined>();
    const params = { max: 1, perSeconds: 10 };
    await tryStep(node, params, { memory, occasion: 'a', nowMs: 0 });
    const first = await tryStep(node, params, { memory, occasion: 'b', nowMs: 0 });
    const early = await tryStep(node, params, { memory, occasion: 'b', nowMs: 5000 });
    expect([first.waitUntilMs, early.waitUntilMs]).toEqual([10_000, 10_000]);
  });

  test('in no stretch of time are there more than may, whenever they come', async () => {
    const arrivals = fc.array(fc.nat(30_000), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 4 }), async (times, max) => {
        const come = createLine({ max, perSeconds: 5 });
        const turns: number[] = [];
        for (const [index, at] of times.sort((a, b) => a - b).entries())
          turns.push((await come(String(index), at)) ?? 0);
        for (const [index, turn] of turns.entries())
          expect(turn - (turns[index - max] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(5000);
      }),
      { numRuns: 50 },
    );
  });

  test('a line of more than a week is refused in words', async () => {
    const come = createLine({ max: 1, perSeconds: 86_400 });
    for (let index = 0; index < 8; index++) await come(String(index), 0);
    await expect(come('too late', 0)).rejects.toMatchObject({ code: 'slow-down.line-too-long' });
  });
});
