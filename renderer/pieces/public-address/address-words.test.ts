import { expect, test } from 'vitest';
import { publicUrl, sayInFrame, sayOutage, sayState } from './address-words.ts';

test('the pill counts the tries', () => {
  expect(sayState({ state: 'reconnecting', tries: 3 }).label).toBe('Reconnecting (try 3)');
});

test('in the frame the words say what they are about', () => {
  expect(sayInFrame({ state: 'off', tries: 0 })).toBe('Public address: off');
  expect(sayInFrame({ state: 'temporary', tries: 0 })).toBe('Public address: on · temporary');
  expect(sayInFrame({ state: 'blocked', tries: 1 })).toBe("Couldn't connect");
});

test('an address is complete or not there', () => {
  expect(publicUrl({ address: 'https://a.example' }, { path: 'k7x2' })).toBe('https://a.example/hooks/k7x2');
  expect(publicUrl({ address: null }, { path: 'k7x2' })).toBeNull();
});

test('a gap says why and from when to when, the day once', () => {
  const night = { from: new Date(2026, 10, 24, 1, 10).toISOString(), to: new Date(2026, 10, 24, 7, 2).toISOString() };
  expect(sayOutage({ ...night, why: 'asleep' })).toBe(
    'This computer slept from 24 Nov, 01:10 to 07:02. Nothing could arrive then.',
  );
  const days = { from: new Date(2026, 10, 23, 22, 0).toISOString(), to: night.to };
  expect(sayOutage({ ...days, why: 'dropped' })).toBe(
    'The connection was broken from 23 Nov, 22:00 to 24 Nov, 07:02. Nothing could arrive then.',
  );
});
