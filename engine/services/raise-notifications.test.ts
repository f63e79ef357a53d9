import { expect, test } from 'vitest';
import type { Push } from '../contract/pushes.ts';
import { flowIdOf, outboxIdOf, runIdOf } from '../model/ids.ts';
import type { StoredOutboxMessage } from '../model/outbox.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createRaiser } from './raise-notifications.ts';

const message = (n: number, flow = 1): StoredOutboxMessage => ({
  id: outboxIdOf(n),
  flowId: flowIdOf(flow),
  runId: runIdOf(1),
  node: 'tell',
  key: String(n),
  message: { kind: 'notification', title: `Order ${n}`, text: '' },
});

const openRaiser = () => {
  const clock = createFakeClock();
  const pushes: Push[] = [];
  const raise = createRaiser({ push: (push) => pushes.push(push), clock, nameOf: () => 'Orders' });
  const shown = () => pushes.flatMap((push) => (push.name === 'notification.raised' ? [push.data.title] : []));
  return { clock, pushes, raise, shown };
};
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index));

test('a few notifications are shown one by one', () => {
  const { raise, shown } = openRaiser();
  raise(range(1, 5));
  expect(shown()).toEqual(['Order 1', 'Order 2', 'Order 3', 'Order 4', 'Order 5']);
});

test('a flood is told once, and every message is announced to the lists', () => {
  const { clock, raise, shown, pushes } = openRaiser();
  raise(range(1, 400));
  clock.advance(2000);
  raise(range(401, 1204));
  clock.advance(3000);
  expect(shown().slice(5)).toEqual(['1,199 more from Orders']);
  expect(pushes.filter(({ name }) => name === 'outbox.added')).toHaveLength(1204);
});

test('one more than a few is shown as it is, a little later; other flows and later ones are not held up', () => {
  const { clock, raise, shown } = openRaiser();
  raise(range(1, 6));
  raise([message(7, 2)]);
  expect(shown().at(-1)).toBe('Order 7');
  clock.advance(3000);
  expect(shown().at(-1)).toBe('Order 6');
  clock.advance(10_000);
  raise([message(8)]);
  expect(shown().at(-1)).toBe('Order 8');
});
