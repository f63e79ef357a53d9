import { describe, expect, test } from 'vitest';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './remember.ts';

const createMemory = () => {
  const memory = new Map<string, JsonValue | undefined>();
  return async (params: JsonRecord, trigger: JsonRecord = {}) =>
    (await tryStep(node, params, { memory, trigger })).output;
};

describe('remembering', () => {
  test('a value is kept for later, with what it was before', async () => {
    const remember = createMemory();
    expect(await remember({ name: 'last', value: '{{ trigger.id }}' }, { id: 7 })).toEqual({ value: 7, before: null });
    expect(await remember({ name: 'last', value: { deep: ['x'] } })).toEqual({ value: { deep: ['x'] }, before: 7 });
    expect(await remember({ action: 'read', name: 'last' })).toMatchObject({ value: { deep: ['x'] } });
    expect(await remember({ action: 'forget', name: 'last' })).toEqual({ value: null, before: { deep: ['x'] } });
    expect(await remember({ action: 'read', name: 'last', otherwise: 'none' })).toEqual({
      value: 'none',
      before: null,
    });
  });

  test('there is one memory for each name, whatever it is called', async () => {
    const remember = createMemory();
    await remember({ name: 'of {{ trigger.who }}', value: 1 }, { who: '__proto__' });
    await remember({ name: 'of {{ trigger.who }}', value: 2 }, { who: 'constructor' });
    expect(await remember({ action: 'read', name: 'of __proto__' })).toMatchObject({ value: 1 });
    expect(await remember({ action: 'read', name: 'of constructor' })).toMatchObject({ value: 2 });
  });

  test('numbers are added up, by one unless another is given', async () => {
    const remember = createMemory();
    expect(await remember({ action: 'add', name: 'n' })).toEqual({ value: 1, before: null });
    expect(await remember({ action: 'add', name: 'n', value: '2.5' })).toEqual({ value: 3.5, before: 1 });
    await expect(remember({ action: 'add', name: 'n', value: 'two' })).rejects.toMatchObject({
      code: 'remember.not-a-number',
    });
    await remember({ name: 'n', value: 'text' });
    await expect(remember({ action: 'add', name: 'n' })).rejects.toMatchObject({ code: 'remember.not-a-number' });
  });

  test('large values and empty names are refused in words', async () => {
    const remember = createMemory();
    await expect(remember({ name: 'n', value: 'x'.repeat(70_000) })).rejects.toMatchObject({
      code: 'remember.too-large',
    });
    await expect(remember({ name: '{{ trigger.who }}', value: 1 }, { who: '' })).rejects.toMatchObject({
      code: 'remember.no-name',
    });
    expect(problemsOf(node, {})).toEqual(['name: The memory has no name yet.']);
  });
});
