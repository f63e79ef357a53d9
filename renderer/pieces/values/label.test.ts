import { expect, test } from 'vitest';
import { describePath, labelKey, labelPath, labelWithParent } from './label.ts';

test.each([
  ['customer_details.email', 'Customer e-mail'],
  ['snake_case_name', 'Snake case name'],
  ['camelCaseName', 'Camel case name'],
  ['orderID', 'Order ID'],
  ['HTMLBody', 'HTML body'],
  ['x-request-id', 'X request ID'],
  ['data', 'Data'],
  ['amount', 'Amount'],
  ['', 'No name'],
  ['Ação', 'Ação'],
])('%s is called %s', (key, label) => expect(labelKey(key)).toBe(label));

test('a place in a list is called after the list', () => {
  expect(labelPath(['trigger', 'items', 0])).toBe('Items 1');
});

test('the parent in front skips holders that say nothing', () => {
  expect(labelWithParent(['trigger', 'body', 'data', 'customer_details', 'email'])).toBe('Customer e-mail');
  expect(labelWithParent(['trigger', 'body', 'email'])).toBe('E-mail');
  expect(labelWithParent(['steps', 'map-1', 'billing', 'address', 'city'])).toBe('Address city');
});

test('a label map wins, and knows paths below the root', () => {
  const labels = { 'body.amount_total': 'Amount paid (in cents)' };
  expect(labelPath(['trigger', 'body', 'amount_total'], labels)).toBe('Amount paid (in cents)');
  expect(labelPath(['steps', 'hook-1', 'body', 'amount_total'], labels)).toBe('Amount paid (in cents)');
  expect(labelPath(['trigger', 'items', 3, 'price'], { 'items.*.price': 'Price each' })).toBe('Price each');
  expect(labelPath(['trigger', 'constructor'], {})).toBe('Constructor');
});

test('a path reads from its root to its end', () => {
  expect(describePath(['trigger', 'body', 'items', 0, 'unitPrice'])).toBe('Body › Items › Items 1 › Unit price');
});
