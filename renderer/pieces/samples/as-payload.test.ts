import { expect, test } from 'vitest';
import type { PastedSample } from '../../client/types.ts';
import { asPayload, editable, withEdited } from './as-payload.ts';

const pasted: PastedSample = { kind: 'json', body: { name: 'Ana' }, masked: [], notes: [] };

test('what is pasted becomes what its trigger hands over', () => {
  expect(asPayload('webhook', { ...pasted, method: 'PUT', headers: { a: 'b' } }, 'shop', 'now')).toMatchObject({
    method: 'PUT',
    path: 'shop',
    headers: { a: 'b' },
    body: { name: 'Ana' },
    receivedAt: 'now',
  });
  expect(asPayload('app-event', pasted, '', 'now')).toEqual({
    name: 'example',
    data: { name: 'Ana' },
    emittedAt: 'now',
  });
  expect(asPayload('app-event', { ...pasted, body: { name: 'x', data: 1 } }, '', 'now')).toEqual({
    name: 'x',
    data: 1,
  });
  expect(asPayload('manual', pasted, '', 'now')).toEqual({ name: 'Ana' });
  expect(asPayload('manual', { ...pasted, body: [1] }, '', 'now')).toBeNull();
});

test('of a delivery only what was sent is edited', () => {
  const delivery = { id: 'evt_1', body: { a: 1 }, receivedAt: 'now' };
  expect(withEdited(delivery, { ...(editable(delivery) as object), b: 2 })).toEqual({
    ...delivery,
    body: { a: 1, b: 2 },
  });
  expect(withEdited({ a: 1 }, { c: 3 })).toEqual({ c: 3 });
});
