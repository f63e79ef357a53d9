import { expect, test } from 'vitest';
import { allowedFilters } from '../../client/templates.ts';
import type { JsonValue, Scope } from '../../client/types.ts';
import { readChip, writeChip } from './chip.ts';
import { readChanges, workOut, writeChange } from './pipeline.ts';
import { examplesOf, transformExamples } from './transform-examples.ts';
import { transforms } from './transforms.ts';

const scopeWith = (value: JsonValue): Scope => ({
  trigger: { value },
  steps: {},
  run: { id: 'run', startedAt: '2026-11-23T10:00:00Z' },
  flow: { name: 'Flow' },
  now: '2026-11-23T10:00:00Z',
  vars: {},
});

const path = ['trigger', 'value'];
const made = (id: string) => {
  const transform = transforms.find((known) => known.id === id);
  if (!transform) throw new Error(`no change is called ${id}`);
  return transform;
};

test.each(transformExamples)('%s makes of %j: %j', (id, value, result, inputs) => {
  const transform = made(id);
  const filters = writeChange(transform, inputs ?? transform.inputs.map(({ initial }) => initial));
  const outcome = workOut(writeChip({ path, filters }), scopeWith(value));
  if (result instanceof RegExp) expect('value' in outcome ? outcome.value : outcome.fault).toMatch(result);
  else expect(outcome).toEqual({ value: result });
});

test('every change has three examples, an id of its own and filters the engine allows', () => {
  for (const { id, filters } of transforms) {
    expect([id, examplesOf(id).length >= 3]).toEqual([id, true]);
    for (const { name } of filters) expect(allowedFilters).toContain(name);
  }
  expect(new Set(transforms.map(({ id }) => id)).size).toBe(transforms.length);
});

test.each(transforms.map(({ id, fits }) => [id, fits[0]] as const))(
  '%s is read back from what it wrote',
  (id, type) => {
    const transform = made(id);
    const value: JsonValue =
      type === 'list' ? ['a', 'b'] : type === 'number' ? 12 : type === 'date' ? '2026-11-23' : 'Ana';
    const filters = writeChange(
      transform,
      transform.inputs.map(({ initial }) => initial),
    );
    const chip = readChip(writeChip({ path, filters }).slice(2, -2));
    if (!chip) throw new Error('not a chip');
    const changes = readChanges(chip, scopeWith(value));
    // Two changes may be the same filter; the words of the first are as good.
    expect(changes.flatMap(({ change }) => change.filters)).toEqual(filters);
    expect(changes).toHaveLength(1);
  },
);

test('a filter without words stays as it is', () => {
  const [only] = readChanges({ path, filters: [{ name: 'base64_encode', args: [] }] }, scopeWith('a'));
  expect(only).toMatchObject({ change: { transform: undefined }, outcome: { value: 'YQ==' } });
});
