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
  const choices = listChoices(['trigger', 'items', 0, 'name'], 'Mug', scope, false);
  expect(choices.map(({ id, chip, preview }) => [id, writeChip(chip), preview])).toEqual([
    ['first', '{{ trigger.items.first.name }}', 'Mug'],
    ['last', '{{ trigger.items.last.name }}', 'Card'],
    ['join', '{{ trigger.items | map: "name" | join: ", " }}', 'Mug, Tea, Card'],
    ['count', '{{ trigger.items | size }}', '3'],
    ['whole', '{{ trigger.items | map: "name" }}', '3 items'],
  ]);
});

test('a list itself too, and one value asks nothing', () => {
  expect(listChoices(['trigger', 'tags'], ['a', 'b'], scope, false).map(({ preview }) => preview)).toEqual([
    'a',
    'b',
    'a, b',
    '2',
    '2 items',
  ]);
  expect(listChoices(['trigger', 'total'], 5, scope, true)).toEqual([]);
});

test('the step can be done once for each item, and reads the field of its item', () => {
  const each = listChoices(['trigger', 'items', 0, 'name'], 'Mug', scope, true).at(-1);
  expect(each).toMatchObject({
    id: 'each',
    label: 'Do this step for each of the 3',
    preview: 'Mug, then 2 more',
    repeat: ['trigger', 'items'],
  });
  expect(each && writeChip(each.chip)).toBe('{{ item.name }}');
});

test('records are not joined into a text', () => {
  expect(listChoices(['trigger', 'items'], trigger.items, scope, true).map(({ id }) => id)).toEqual([
    'first',
    'last',
    'count',
    'whole',
    'each',
  ]);
});
