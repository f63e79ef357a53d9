import { describe, expect, test } from 'vitest';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import type { ItemEnd, Repetition } from '../define.ts';
import { node } from './for-each.ts';

const repeat = async (list: JsonValue, params: JsonRecord = {}): Promise<Repetition> => {
  const { repeat: wish } = await tryStep(node, { list: '{{ trigger.list }}', ...params }, { trigger: { list } });
  if (!wish) throw new Error('nothing is to be repeated');
  return wish;
};
const done = (index: number, output?: JsonValue): ItemEnd => ({
  index,
  item: index,
  error: null,
  ...(output !== undefined && { output }),
});
const failed = (index: number): ItemEnd => ({
  index,
  item: index,
  error: { code: 'http.status', who: 'world', message: 'The service answered 500.', retryable: true },
});

describe('what is repeated', () => {
  test('is every item of the list, one at a time unless more are asked for', async () => {
    expect(await repeat(['a', { b: 1 }, null])).toMatchObject({ items: ['a', { b: 1 }, null], maxParallel: 1 });
    expect(await repeat([], { maxParallel: 8, ifItemsFail: 'stop' })).toMatchObject({
      items: [],
      maxParallel: 8,
      stopAtFirstFailure: true,
    });
  });

  test.each([[{ a: 1 }], ['a, b'], [7], [null]])('%j is not a list, and is not taken for one', async (value) => {
    await expect(repeat(value)).rejects.toMatchObject({ code: 'for-each.not-a-list', who: 'person' });
  });

  test('more than 100,000 items are refused before the first is done', async () => {
    await expect(repeat(Array.from({ length: 100_001 }, () => 0))).rejects.toMatchObject({ code: 'for-each.too-many' });
    expect((await repeat(Array.from({ length: 100_000 }, () => 0))).items).toHaveLength(100_000);
  });

  test('a list that is not chosen yet is a problem', () => {
    expect(problemsOf(node, {})).toEqual(['list: No list is chosen yet.']);
  });
});

describe('when all items are over', () => {
  test('what came of each is handed on; items that ended before the last step are left out', async () => {
    const { finish } = await repeat([0, 1, 2]);
    expect(finish([done(0, 'a'), done(1), done(2, null)])).toEqual({
      port: 'done',
      output: { count: 3, failed: 0, results: ['a', null], failures: [] },
    });
  });

  test('failures fail the step, saying how many and the first reason', async () => {
    const { finish } = await repeat([0, 1, 2]);
    expect(() => finish([done(0, 'a'), failed(1), failed(2)])).toThrow(
      '2 of 3 items failed. Item 2: The service answered 500.',
    );
  });

  test('or are handed on with their items', async () => {
    const { finish } = await repeat([0, 1], { ifItemsFail: 'continue' });
    expect(finish([failed(0), done(1, 'b')]).output).toEqual({
      count: 2,
      failed: 1,
      results: ['b'],
      failures: [{ index: 0, item: 0, message: 'The service answered 500.' }],
    });
  });

  test('only the numbers are handed on when asked', async () => {
    const { finish } = await repeat([0], { collect: 'count' });
    expect(finish([done(0, 'large')]).output).toEqual({ count: 1, failed: 0, failures: [] });
  });
});
