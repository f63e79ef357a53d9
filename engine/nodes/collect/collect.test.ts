import { describe, expect, test } from 'vitest';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import type { StepResult } from '../define.ts';
import { node } from './collect.ts';

const createCollection = (params: JsonRecord) => {
  const memory = new Map<string, JsonValue | undefined>();
  const come = (occasion: string, nowMs: number, trigger: JsonRecord = { n: occasion }): Promise<StepResult> =>
    tryStep(node, { value: '{{ trigger.n }}', ...params }, { memory, occasion, nowMs, trigger });
  return { memory, come };
};
const left = (memory: Map<string, unknown>) =>
  [...memory].flatMap(([key, value]) => (value === undefined ? [] : [key]));
const endsHere = { port: null, output: { collected: true } };

describe('collecting', () => {
  test('until there are enough: the last one goes on with all, the others end', async () => {
    const { come } = createCollection({ count: 3 });
    expect(await come('a', 0)).toMatchObject(endsHere);
    expect(await come('b', 1)).toMatchObject(endsHere);
    expect((await come('c', 2)).output).toEqual({ items: ['a', 'b', 'c'], count: 3 });
    expect(await come('d', 3)).toMatchObject(endsHere);
  });

  test('for a while: the first one waits and goes on with all, the next begins anew', async () => {
    const { come, memory } = createCollection({ forSeconds: 60 });
    expect((await come('a', 1000)).waitUntilMs).toBe(61_000);
    expect(await come('b', 30_000)).toMatchObject(endsHere);
    expect((await come('a', 60_999)).waitUntilMs).toBe(61_000);
    expect((await come('a', 61_000)).output).toEqual({ items: ['a', 'b'], count: 2 });
    expect((await come('c', 62_000)).waitUntilMs).toBe(122_000);
    expect(left(memory).filter((key) => key.includes('value:'))).toHaveLength(1);
  });

  test('whichever comes first of both, and nothing is told twice', async () => {
    const { come } = createCollection({ forSeconds: 60, count: 2 });
    await come('a', 0);
    expect((await come('b', 1000)).output).toEqual({ items: ['a', 'b'], count: 2 });
    expect(await come('a', 60_000)).toEqual(endsHere);
  });

  test('separately for each', async () => {
    const { come } = createCollection({ count: 2, by: '{{ trigger.who }}' });
    await come('1', 0, { n: 1, who: 'ana' });
    await come('2', 0, { n: 2, who: 'jo' });
    expect((await come('3', 0, { n: 3, who: 'ana' })).output).toEqual({ items: [1, 3], count: 2 });
  });

  test('a retry of what is in it already is not put in again', async () => {
    const { come } = createCollection({ count: 3 });
    await come('a', 0);
    expect(await come('a', 1)).toEqual(endsHere);
    await come('b', 2);
    expect((await come('c', 3)).output).toEqual({ items: ['a', 'b', 'c'], count: 3 });
  });

  test('has to be told what to keep and when to go on', () => {
    expect(problemsOf(node, {})).toEqual([
      'value: It is not said what to keep.',
      'count: It is not said when to go on.',
    ]);
  });
});
