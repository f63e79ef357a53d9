import { expect, test } from 'vitest';
import { mayUse } from './permissions.ts';

const page = 'app://whenthen/#/flows';

test('our page may notify and copy', () => {
  expect(mayUse('notifications', page)).toBe(true);
  expect(mayUse('clipboard-sanitized-write', page)).toBe(true);
});

test.each([
  'media',
  'geolocation',
  'clipboard-read',
  'hid',
  'serial',
  'usb',
  'openExternal',
  'fullscreen',
  'fileSystem',
  'unknown',
])('nobody may use %s', (permission) => {
  expect(mayUse(permission, page)).toBe(false);
});

test('another page may do nothing', () => {
  expect(mayUse('notifications', 'https://example.com')).toBe(false);
  expect(mayUse('notifications', '')).toBe(false);
});
