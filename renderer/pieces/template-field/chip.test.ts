import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTemplate } from '../../client/templates.ts';
import type { Scope } from '../../client/types.ts';
import { type Chip, readChip, writeChip } from './chip.ts';
import { findPlaceholders, onlyPlaceholder } from './split-template.ts';

const read = (text: string) => readChip(findPlaceholders(text)[0]?.inside ?? '');

test('a field with changes is read as what it is', () => {
  expect(read('{{ steps.map-1.items[0]["first name"] | default: "-" | replace: \'a\', "b" | round: 2 }}')).toEqual({
    path: ['steps', 'map-1', 'items', 0, 'first name'],
    ifEmpty: '-',
    filters: [
      { name: 'replace', args: ['a', 'b'] },
      { name: 'round', args: [2] },
    ],
  });
  expect(read('{{trigger.x}}')).toEqual({ path: ['trigger', 'x'], filters: [] });
});

test.each([
  '{{ trigger.a | plus: trigger.b }}',
  '{{ "text" }}',
  '{{ trigger.a == 1 }}',
  '{{ trigger[trigger.key] }}',
  '{{ trigger.a | }}',
  '{{ }}',
  "{{ trigger.a | append: 'it\\'s' }}",
])('%s is a formula', (text) => expect(read(text)).toBeUndefined());

test('braces inside quotes do not end a placeholder, and one without an end is none', () => {
  expect(findPlaceholders('a {{ x | append: "}}" }} b {{ y').map(({ inside }) => inside.trim())).toEqual([
    'x | append: "}}"',
  ]);
  expect(onlyPlaceholder('{{ a }}')).toBeDefined();
  expect(onlyPlaceholder('{{ a }}{{ b }}')).toBeUndefined();
  expect(onlyPlaceholder(' {{ a }}')).toBeUndefined();
});

const literal = fc.oneof(fc.string(), fc.integer(), fc.boolean());
const key = fc.oneof(fc.string(), fc.nat(99));
const chips: fc.Arbitrary<Chip> = fc.record(
  {
    path: fc.array(key).map((keys) => ['trigger', ...keys]),
    ifEmpty: fc.oneof(fc.string(), fc.integer()),
    filters: fc.array(
      fc.record({ name: fc.constantFrom('append', 'round', 'replace'), args: fc.array(literal, { maxLength: 3 }) }),
    ),
  },
  { requiredKeys: ['path', 'filters'] },
);

test('what is written is read back the same, whatever it holds', () => {
  fc.assert(
    fc.property(chips, (chip) => {
      expect(read(writeChip(chip))).toEqual(chip);
    }),
  );
});

test('what is written means the same to the engine', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, text) => {
      const scope = { trigger: { [name]: 'x' }, steps: {} } as unknown as Scope;
      const chip: Chip = { path: ['trigger', name], filters: [{ name: 'append', args: [text] }] };
      expect(parseTemplate(writeChip(chip)).evaluate(scope)).toBe(`x${text}`);
    }),
  );
});
