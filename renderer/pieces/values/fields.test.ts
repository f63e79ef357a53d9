import { expect, test } from 'vitest';
import type { JsonValue } from '../../client/types.ts';
import { everyField, listFields, openAtFirst, rowLabel, searchFields, visibleRows } from './fields.ts';

const delivery: JsonValue = {
  body: {
    type: 'checkout.session.completed',
    customer: { email: 'ana@example.com', name: 'Ana Duarte' },
    billing: { email: 'books@example.com' },
    items: [
      { name: 'Mug', price: 12.5 },
      { name: 'Tea', price: 4 },
    ],
    tags: ['new', 'vip'],
    nothing: [],
  },
  headers: { 'content-type': 'application/json' },
};
const fields = listFields(delivery, ['trigger']);
const labels = (query: string): string[] => everyField(searchFields(fields, query)).map(rowLabel);

test('a list shows how many it has and the fields of its first element', () => {
  const rows = everyField(fields).map((node) => [rowLabel(node), node.path.join('.')]);
  expect(rows).toContainEqual(['Items (2)', 'trigger.body.items']);
  expect(rows).toContainEqual(['Price', 'trigger.body.items.0.price']);
  expect(rows).toContainEqual(['Tags 1', 'trigger.body.tags.0']);
  expect(rows).toContainEqual(['Nothing (0)', 'trigger.body.nothing']);
});

test('only fields that would be called the same get their parent in front', () => {
  const names = everyField(fields).map(({ label }) => label);
  expect(names).toEqual(
    expect.arrayContaining(['Customer e-mail', 'Billing e-mail', 'Customer name', 'Items name', 'Price']),
  );
});

test('a search looks at names, paths and values, without accents and in any order', () => {
  expect(labels('ana@')).toEqual(['Body', 'Customer', 'Customer e-mail']);
  expect(labels('mail bill')).toEqual(['Body', 'Billing', 'Billing e-mail']);
  expect(labels('DUÁRTE')).toEqual(['Body', 'Customer', 'Customer name']);
  expect(labels('nowhere to be found')).toEqual([]);
});

test('at first what matters is open and the envelope is closed', () => {
  const shown = visibleRows(fields, openAtFirst(fields)).map(({ node }) => node.label);
  expect(shown).toContain('Customer e-mail');
  expect(shown).not.toContain('Content type');
});

test('rows know their place among their siblings', () => {
  const [body, , headers] = visibleRows(fields, new Set()).concat(visibleRows(fields, new Set()));
  expect(body).toMatchObject({ level: 1, position: 1, siblings: 2, isOpen: false });
  expect(headers?.level).toBe(1);
});

test('a value without end is cut, and a value that is no record has no fields', () => {
  const deep = Array.from({ length: 100 }).reduce<JsonValue>((inner) => ({ inner }), 'x');
  expect(everyField(listFields(deep, ['trigger'])).length).toBeLessThan(30);
  expect(listFields('text', ['trigger'])).toEqual([]);
});
