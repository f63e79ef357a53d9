import { expect, test } from 'vitest';
import type { Scope } from '../../client/types.ts';
import { writeChip } from './chip.ts';
import { listChoices } from './list-choices.ts';

const trigger = { items: [{ name: 'Mug' }, { name: 'Tea' }, { name: 'Card' }], tags: ['a', 'b'], total: 5 };
const scope: Scope = {
  trigger,
  steps: {},
  run: { id: 'r', startedAt: '' },
  flow: { name: '' },
  now: '',
  vars: {},
};

test('a field inside a list can be the first, the last, or all of them', () => {
  const choices = listChoices(['trigger', 'items', 0, 'name'], 'Mug', scope);
  expect(choices.map(({ id, chip, preview }) => [id, writeChip(chip), preview])).toEqual([
    ['first', '{{ trigger.items.first.name }}', 'Mug'],
    ['last', '{{ trigger.items.last.name }}', 'Card'],
    ['join', '{{ trigger.items | map: "name" | join: ", " }}', 'Mug, Tea, Card'],
    ['count', '{{ trigger.items | size }}', '3'],
    ['whole', '{{ trigger.items | map: "name" }}', '3 items'],
  ]);
});

test('a list itself too, and one value asks nothing', () => {
  expect(listChoices(['trigger', 'tags'], ['a', 'b'], scope).map(({ preview }) => preview)).toEqual([
    'a',
    'b',
    'a, b',
    '2',
    '2 items',
  ]);
  expect(listChoices(['trigger', 'total'], 5, scope)).toEqual([]);
});
