import { expect, test } from 'vitest';
import type { JsonValue, Scope } from '../../client/types.ts';
import { sayChip, viewChip } from './chip-view.ts';
import { emptyIn, type Mapping, type MappingSource, whereFrom } from './mapping.ts';

const scopeWith = (trigger: JsonValue): Scope => ({
  trigger,
  steps: {},
  run: { id: 'run', startedAt: '' },
  flow: { name: 'Flow' },
  now: '',
  vars: {},
});
const full = { body: { name: 'Ana', phone: '1', note: null } };
const minimal = { body: { name: '' } };
const source = (value: JsonValue): MappingSource => ({
  step: 'hook-1',
  number: 1,
  name: 'Stripe event',
  family: 'when',
  root: ['trigger'],
  value,
});
const mappingOn = (value: JsonValue): Mapping => ({
  scope: scopeWith(value),
  sources: [source(value)],
  examples: [
    { name: 'Full', scope: scopeWith(full) },
    { name: 'Minimal', scope: scopeWith(minimal) },
  ],
  canRepeat: false,
});

test.each([
  ['trigger.body.name', full, 'Name, Ana'],
  [' trigger.body.name | upcase ', full, 'Name, ANA, changed'],
  ['trigger.body.note', full, 'Note, empty'],
  ['trigger.body.name', minimal, 'Name, empty'],
  ['trigger.body.name | default: "friend"', minimal, 'Name, friend'],
  ['trigger.body.name | default: ""', minimal, 'Name, left blank'],
  ['trigger.body.phone', minimal, 'Phone, empty'],
  ['trigger.body.gone', full, 'Gone, missing'],
  ['steps.old-1.name', full, 'Name, missing'],
  ['trigger.body.name | nothing', full, 'Name, does not work'],
  ['trigger.body.name == "x"', full, 'Formula, no, changed'],
] as const)('{{ %s }} on %j says "%s"', (inside, value, said) => {
  expect(sayChip(viewChip(inside, mappingOn(value)))).toBe(said);
});

test('a field knows where it is from and in which examples it is empty', () => {
  expect(whereFrom(mappingOn(full), ['trigger', 'body', 'name'])).toBe('1 · Stripe event › Body › Name');
  expect(emptyIn(mappingOn(full), ['trigger', 'body', 'phone'])).toEqual(['Minimal']);
});
