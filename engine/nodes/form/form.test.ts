import { expect, test } from 'vitest';
import { node } from './form.ts';

const parse = (params: object) => node.params.parse(params);
const email = { name: 'email', label: 'Your email', kind: 'email', required: true };

test('the payload is what was filled in', () => {
  const params = parse({ title: 'Order', fields: [email, { name: 'size', kind: 'choice', choices: ['S', 'M'] }] });
  expect(node.sample(params)).toEqual({ email: 'ana@example.com', size: 'S' });
  expect(node.summary(params)).toBe('Starts when the form "Order" is sent');
  expect(node.check?.(params)).toEqual([]);
});

test('an unfinished form says what is missing', () => {
  expect(node.check?.(parse({}))?.map(({ param }) => param)).toEqual(['title', 'fields']);
  const twice = parse({ title: 'x', fields: [email, email, { name: 'size', kind: 'choice' }] });
  expect(node.check?.(twice)?.map(({ param }) => param)).toEqual(['fields.1.name', 'fields.2.choices']);
});

test.each(['_started', '1st', 'a b', '__proto__', 'a-b'])('"%s" is no name of a field', (name) => {
  expect(node.params.safeParse({ fields: [{ name }] }).success).toBe(false);
});
