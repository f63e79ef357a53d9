import { describe, expect, test } from 'vitest';
import { createRecentDeliveries } from './recent-deliveries.ts';

const delivery = (path: string, size = 1, receivedAtMs = 0) => ({
  method: 'POST',
  path,
  query: {},
  headers: {},
  raw: new Uint8Array(size),
  receivedAtMs,
});

describe('recent deliveries', () => {
  test('are the last five of an address, newest first', () => {
    const recent = createRecentDeliveries();
    for (let at = 1; at <= 7; at++) recent.keep(delivery('a', 1, at));
    expect(recent.of('a').map(({ receivedAtMs }) => receivedAtMs)).toEqual([7, 6, 5, 4, 3]);
    expect(recent.of('b')).toEqual([]);
  });

  test('of the addresses called longest ago go first', () => {
    const recent = createRecentDeliveries();
    for (let at = 0; at < 100; at++) recent.keep(delivery(`p${at}`));
    recent.keep(delivery('p0'));
    recent.keep(delivery('new'));
    expect([recent.of('p0').length, recent.of('p1').length, recent.of('new').length]).toEqual([2, 0, 1]);
  });

  test('never take more than 32 MB, and large ones are not kept', () => {
    const recent = createRecentDeliveries();
    const megabyte = 1024 * 1024;
    for (let at = 0; at < 40; at++) recent.keep(delivery(`p${at}`, megabyte));
    expect([recent.of('p7').length, recent.of('p8').length]).toEqual([0, 1]);
    recent.keep(delivery('large', megabyte + 1));
    expect(recent.of('large')).toEqual([]);
  });
});
