import { expect, test, vi } from 'vitest';
import { until } from '../testing/until.ts';
import { scheduleAlarm } from './schedule-alarm.ts';

test('fires once, not before its time', async () => {
  const fired: number[] = [];
  const atMs = Date.now() + 60;
  scheduleAlarm(atMs, () => fired.push(Date.now()));
  await until(() => fired.length > 0);
  expect(fired[0]).toBeGreaterThanOrEqual(atMs);
});

test('a time that is past fires at once; one that was called off never does', async () => {
  const fired: string[] = [];
  scheduleAlarm(Date.now() + 5, () => fired.push('called off'))();
  scheduleAlarm(Date.now() - 1000, () => fired.push('past'));
  scheduleAlarm(Date.now() + 50, () => fired.push('later'));
  await until(() => fired.includes('later'));
  expect(fired).toEqual(['past', 'later']);
});

test('what it does may fail', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  scheduleAlarm(Date.now() + 5, () => {
    throw new Error('broken');
  });
  await until(() => said.mock.calls.length > 0);
  said.mockRestore();
});
