import { expect, test } from 'vitest';
import { isNewer, type UpdateQuestion, whyNoUpdates } from './may-update.ts';

const signed = 'provider: generic\nurl: https://updates.example.com/whenthen\npublisherName:\n  - Example Ltd\n';
const windows: UpdateQuestion = { isPackaged: true, platform: 'win32', config: signed };

test('a signed copy with a safe place to look may update itself', () => {
  expect(whyNoUpdates(windows)).toBeNull();
  expect(whyNoUpdates({ ...windows, platform: 'darwin', config: 'provider: github\nowner: a\nrepo: b\n' })).toBeNull();
  expect(
    whyNoUpdates({ ...windows, config: 'provider: github\nowner: a\nrepo: b\npublisherName: Example\n' }),
  ).toBeNull();
});

test.each([
  ['from source', { isPackaged: false }],
  ['on Linux', { platform: 'linux' }],
  ['without a place', { config: undefined }],
  ['with an empty file', { config: '' }],
  ['with an unknown place', { config: signed.replace('generic', 'custom') }],
  ['over http', { config: signed.replace('https:', 'http:') }],
  ['without an address', { config: 'provider: generic\npublisherName: Example\n' }],
  ['without a publisher', { config: 'provider: generic\nurl: https://updates.example.com\n' }],
  [
    'with an empty publisher',
    { config: 'provider: generic\nurl: https://a.example\npublisherName:\nupdaterCacheDirName: x\n' },
  ],
  ['with no publishers', { config: 'provider: generic\nurl: https://a.example\npublisherName: []\n' }],
  ['with a blank publisher', { config: "provider: generic\nurl: https://a.example\npublisherName: ''\n" }],
] as const)('it may not %s, and says why', (_how, given) => {
  expect(whyNoUpdates({ ...windows, ...given })).toMatch(/\.$/);
});

test.each([
  ['0.2.0', '0.1.9', true],
  ['1.0.0', '0.9.9', true],
  ['0.1.10', '0.1.9', true],
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.2.0', false],
  ['0.2.0-beta.1', '0.1.0', false],
  ['latest', '0.1.0', false],
])('%s after %s: %s', (found, own, newer) => {
  expect(isNewer(found, own)).toBe(newer);
});
