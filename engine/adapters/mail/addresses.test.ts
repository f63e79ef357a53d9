import { expect, test } from 'vitest';
import { readAddresses } from './addresses.ts';

const typed = (value: string) => readAddresses('To', { value, typedSeparators: null });
const fromData = (value: string | null | (string | null)[], typedSeparators = 0) =>
  readAddresses('To', { value, typedSeparators });

test('a person types addresses in every usual form', () => {
  expect(typed('ana@example.com, "Duarte, Rui" <rui@example.com>; Shop <shop+news@mail.example.co.uk>')).toEqual([
    { name: '', address: 'ana@example.com' },
    { name: 'Duarte, Rui', address: 'rui@example.com' },
    { name: 'Shop', address: 'shop+news@mail.example.co.uk' },
  ]);
  expect(typed('')).toEqual([]);
  expect(typed('josé@exämple.com')).toEqual([{ name: '', address: 'josé@exämple.com' }]);
});

test('the same address counts once, under the first name', () => {
  expect(typed('Ana <ana@example.com>, ANA@example.com')).toEqual([{ name: 'Ana', address: 'ana@example.com' }]);
});

test('data fills the places that were laid out, one address in each', () => {
  expect(fromData('Ana Ð 🌊 <ana@example.com>')).toEqual([{ name: 'Ana Ð 🌊', address: 'ana@example.com' }]);
  expect(fromData('ana@example.com, , rui@example.com', 2)).toHaveLength(2);
  expect(fromData(['ana@example.com', null, '', 'rui@example.com'])).toHaveLength(2);
  expect(fromData(null)).toEqual([]);
  expect(fromData(' ')).toEqual([]);
  expect(fromData('Ana <>')).toEqual([]);
});

test.each([
  ['a second address behind a comma', 'a@example.com, evil@example.org'],
  ['a second address behind a semicolon', 'a@example.com; evil@example.org'],
  ['a quoted comma', '"x, y" <a@example.com>'],
])('%s in one place of data is refused', (_, value) => {
  expect(() => fromData(value)).toThrow(expect.objectContaining({ code: 'mail.several-addresses', who: 'person' }));
  expect(() => fromData([value])).toThrow(expect.objectContaining({ code: 'mail.several-addresses' }));
});

test('an empty place does not make room for another address', () => {
  expect(() => fromData('a@example.com, evil@example.org, ', 1)).toThrow(
    expect.objectContaining({ code: 'mail.several-addresses' }),
  );
});

test.each([
  'a@example.com\r\nBcc: evil@example.org',
  'a@example.com\nevil@example.org',
  'a@example.com\u2028evil@example.org',
  'a@example.com\0',
  'a@example.com evil@example.org',
  'x <evil@example.org> <a@example.com>',
  '<a@example.com> evil@example.org',
  'evil@example.org <a@example.com',
  'a@example.com (evil@example.org)',
  '"a b"@example.com',
  '"evil@example.org\\"" <a@example.com> x',
  'a@[127.0.0.1]',
  'a@b@example.com',
  'undisclosed: a@example.com',
  'team:a@example.com',
  'a@example.com>',
  '@example.com',
  'a@',
  'a@-example.com',
  'a..b@example.com',
  '.a@example.com',
  'ana',
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(64)}.com`,
  'A\u202eB <a@example.com>',
  '{"path":"/etc/passwd"}',
  'a@example.com%0aBcc:evil@example.org',
])('%j is not an address, wherever it comes from', (value) => {
  expect(() => fromData(value)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^mail\./) }));
});

test('what a person types is checked as well', () => {
  for (const value of ['ana', 'ana@example.com, bob', 'team: a@example.com;', 'a@example.com\r\nBcc: b@example.com'])
    expect(() => typed(value)).toThrow(expect.objectContaining({ code: 'mail.bad-address' }));
});
