import { expect, test } from 'vitest';
import type { JsonValue } from '../model/json.ts';
import { headlineOf, readStart } from './headline.ts';

const delivered = (body: JsonValue, headers: Record<string, string> = {}): string =>
  headlineOf('webhook', 'hook', { method: 'POST', path: 'orders', headers, body });

test.each<[string, string, string]>([
  [
    'Stripe, in cents',
    delivered({
      id: 'evt_1',
      type: 'payment_intent.succeeded',
      data: { object: { amount_received: 4900, currency: 'eur', receipt_email: 'jane@acme.co' } },
    }),
    'payment_intent.succeeded · jane@acme.co · 49.00 EUR',
  ],
  [
    'Stripe, a currency without cents',
    delivered({ id: 'evt_1', type: 'charge.refunded', data: { object: { amount: 4900, currency: 'jpy' } } }),
    'charge.refunded · 4900 JPY',
  ],
  [
    'GitHub',
    delivered({ action: 'opened', issue: { title: 'It broke' } }, { 'x-github-event': 'issues' }),
    'issues.opened · It broke',
  ],
  [
    'Shopify',
    delivered(
      { id: 82, order_number: 1043, email: 'ana@example.com', total_price: '64.90', currency: 'EUR' },
      { 'x-shopify-topic': 'orders/create' },
    ),
    'orders/create · #1043 · ana@example.com · 64.90 EUR',
  ],
  ['only an id', delivered({ id: 'a-17', value: 3 }), 'a-17'],
  ['a plain text', delivered('hello  there'), 'hello there'],
  ['nothing to say', delivered({ value: true }), 'POST orders'],
  [
    'an event of another flow',
    headlineOf('app-event', 'on', { name: 'order.saved', data: { name: 'Ana' } }),
    'order.saved · Ana',
  ],
  ['by hand', headlineOf('manual', 'start', {}), 'Started by hand'],
  ['not kept', headlineOf('webhook', 'hook', null), 'A delivery without its content'],
])('the headline of %s', (_, found, expected) => {
  expect(found).toBe(expected);
});

test('what was hidden is no headline', () => {
  const turnedAway = { method: 'POST', path: 'github', headers: { 'x-github-event': '[hidden]' }, body: null };
  expect(headlineOf('webhook', 'hook', turnedAway)).toBe('POST github');
});

test('a headline is short, and looking for it ends', () => {
  expect(delivered({ type: 'x', name: 'y'.repeat(1000) }).length).toBeLessThanOrEqual(140);
  const wide = Object.fromEntries(Array.from({ length: 2_000 }, (_, place) => [`field${place}`, place]));
  expect(delivered({ ...wide, email: 'late@example.com' })).toBe('POST orders');
});

test('the beginning of a payload is enough', () => {
  const whole = JSON.stringify({
    method: 'POST',
    headers: { a: 'x, "y"\\' },
    body: { type: 'big', items: [1, { b: 2 }], rest: 'z' },
  });
  for (let length = whole.indexOf('"items"'); length < whole.length; length += 1)
    expect(readStart(whole.slice(0, length), false)).toMatchObject({ method: 'POST', body: { type: 'big' } });
  expect(readStart('{"a', false)).toBeNull();
});
