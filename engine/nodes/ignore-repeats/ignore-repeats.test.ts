import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../model/json.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './ignore-repeats.ts';

const memory = () => new Map<string, JsonValue | undefined>();
const params = { by: '{{ trigger.order }}', windowHours: 2 };

describe('ignoring repeats', () => {
  test('each thing is let through once, and a retry of it is no repeat', async () => {
    const known = memory();
    const pass = async (order: JsonValue, occasion: string) =>
      (await tryStep(node, params, { trigger: { order }, memory: known, occasion })).port ?? 'out';
    expect(await pass('A-1', 'evt_1')).toBe('out');
    expect(await pass('A-1', 'evt_2')).toBe('repeat');
    expect(await pass('a-1', 'evt_3')).toBe('out');
    expect(await pass('A-1', 'evt_1')).toBe('out');
    expect(await pass(7, 'evt_4')).toBe('out');
    expect(await pass({ id: 7 }, 'evt_5')).toBe('out');
    expect(await pass({ id: 7 }, 'evt_6')).toBe('repeat');
  });

  test('it is remembered for the hours asked for', async () => {
    const { remember } = await tryStep(node, params, { trigger: { order: 'A' }, nowMs: 1000 });
    expect(remember).toMatchObject([{ scope: 'step', expiresAtMs: 1000 + 2 * 3_600_000 }]);
  });

  test('long values are kept as fingerprints, and still told apart', async () => {
    const known = memory();
    const pass = async (order: string, occasion: string) =>
      (await tryStep(node, params, { trigger: { order }, memory: known, occasion })).port ?? 'out';
    expect(await pass('x'.repeat(5000), 'evt_1')).toBe('out');
    expect(await pass(`${'x'.repeat(4999)}y`, 'evt_2')).toBe('out');
    expect(await pass('x'.repeat(5000), 'evt_3')).toBe('repeat');
    expect(Math.max(...[...known.keys()].map((key) => key.length))).toBeLessThan(100);
  });

  test.each([[null], [''], [[]]])(
    '%j says nothing, so it fails in words instead of dropping what came',
    async (order) => {
      await expect(tryStep(node, params, { trigger: { order } })).rejects.toMatchObject({
        code: 'ignore-repeats.empty',
      });
    },
  );

  test('has to be told what makes two the same', () => {
    expect(problemsOf(node, {})).toEqual(['by: It is not said what makes two the same.']);
  });
});
