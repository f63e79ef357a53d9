import { expect, test } from 'vitest';
import { lockedPreferences, loosened } from './locked-preferences.ts';

test('what is as it must be is not complained about', () => {
  expect(loosened({ ...lockedPreferences, preload: '/preload.cjs' })).toEqual([]);
});

test('everything that was loosened is named', () => {
  expect(loosened({ ...lockedPreferences, sandbox: false, nodeIntegration: true })).toEqual([
    'sandbox',
    'nodeIntegration',
  ]);
});
