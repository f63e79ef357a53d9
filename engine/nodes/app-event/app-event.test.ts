import { expect, test } from 'vitest';
import { node } from './app-event.ts';

test('listens for the name as typed, without spaces around it', () => {
  expect(node.listen(node.params.parse({ name: ' order.paid ' }))).toEqual({ kind: 'app-event', name: 'order.paid' });
});

test('a name is needed', () => {
  expect(node.params.safeParse({}).success).toBe(false);
  expect(node.params.safeParse({ name: ' ' }).success).toBe(false);
});

test('the sample is an event of that name', () => {
  expect(node.sample(node.params.parse({ name: 'order.paid' }))).toMatchObject({ name: 'order.paid', data: {} });
});
