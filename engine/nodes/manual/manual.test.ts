import { expect, test } from 'vitest';
import { node } from './manual.ts';

const params = (fields: unknown[]) => node.params.parse({ fields });

test('is started by hand', () => {
  expect(node.listen(node.params.parse({}))).toEqual({ kind: 'manual' });
});

test('the sample has a value of the right type for every field', () => {
  const fields = [{ name: 'customer.name' }, { name: 'total', type: 'number', label: 'How much?' }];
  expect(node.sample(params(fields))).toEqual({ customer: { name: 'Ana Duarte' }, total: 12.5 });
});

test('names that cannot be used are problems, and leave the sample empty', () => {
  const typed = params([{ name: 'a' }, { name: 'a' }, { name: '__proto__' }]);
  expect(node.check?.(typed).map(({ param }) => param)).toEqual(['fields.1.name', 'fields.2.name']);
  expect(node.sample(typed)).toEqual({});
});
