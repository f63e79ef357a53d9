import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../model/json.ts';
import { tryStep } from '../../testing/try-step.ts';
import { node } from './merge.ts';

const merge = async (combine: string, ...outputs: JsonValue[]) =>
  (await tryStep(node, { combine }, { incoming: outputs.map((output, index) => ({ node: `s${index}`, output })) }))
    .output;

describe('putting branches together', () => {
  test('as one record, the later branch winning', async () => {
    expect(await merge('record', { name: 'Ana', total: 1 }, { total: 2, paid: true })).toEqual({
      name: 'Ana',
      total: 2,
      paid: true,
    });
  });

  test('as a list, whatever the branches hand on', async () => {
    expect(await merge('list', { name: 'Ana' }, [1, 2], 'text', null)).toEqual([{ name: 'Ana' }, [1, 2], 'text', null]);
  });

  test('only the first that ran', async () => {
    expect(await merge('first', { by: 'a' }, { by: 'b' })).toEqual({ by: 'a' });
  });

  test('branches that hand on nothing make nothing', async () => {
    expect(await merge('record')).toEqual({});
    expect(await merge('list')).toEqual([]);
    expect(await merge('first')).toEqual({});
  });

  test('a branch that is no record is named', async () => {
    await expect(merge('record', { a: 1 }, [1])).rejects.toMatchObject({
      code: 'merge.not-a-record',
      message: expect.stringContaining('"s1"'),
    });
  });

  test('a field called __proto__ is a field and changes nothing else', async () => {
    const output = await merge('record', JSON.parse('{"__proto__": {"admin": true}}') as JsonValue, { b: 1 });
    expect(JSON.stringify(output)).toBe('{"__proto__":{"admin":true},"b":1}');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
