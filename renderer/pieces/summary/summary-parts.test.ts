import { expect, test } from 'vitest';
import { labelOfPlaceholder, readSummary, splitSummary } from './summary-parts.ts';

test.each([
  [' trigger.body.customer_email ', 'Customer email'],
  ['steps.map-1.totalAmount | upcase', 'Total amount'],
  ['trigger.body["First name"]', 'First name'],
  ['trigger.body.items[0]', 'Items 1'],
  ['trigger.body', 'What arrived'],
  ['now | date: "%d.%m.%Y"', 'Now'],
  ['', 'Field'],
])('the field %j is called %j', (inside, label) => expect(labelOfPlaceholder(inside)).toBe(label));

test('a sentence keeps its words, and its fields become chips without the quotes around them', () =>
  expect(splitSummary('Calls "{{ steps.a.url }}" with POST')).toEqual([
    { kind: 'words', text: 'Calls ' },
    { kind: 'field', label: 'Url' },
    { kind: 'words', text: ' with POST' },
  ]));

test('a field that was cut off is still a field', () =>
  expect(readSummary('Sets name to {{ trigger.body.name | def…')).toBe('Sets name to Name…'));

test('a sentence without fields stays as it is', () =>
  expect(readSummary('Waits for 60 seconds')).toBe('Waits for 60 seconds'));
