import { expect, test } from 'vitest';
import { asCurl, dots, hostOf, readBody, shownHeader } from './request-words.ts';

test('secrets are dots, and say which connection they come from', () => {
  expect(shownHeader({ name: 'Authorization', value: '(from connection "mail")' })).toEqual({
    value: dots,
    connection: 'mail',
  });
  expect(shownHeader({ name: 'X-Api-Key', value: 'k-123' }).value).toBe(dots);
  expect(shownHeader({ name: 'Accept', value: 'text/plain' })).toEqual({ value: 'text/plain', connection: null });
});

test('the copied command passes a shell unharmed, with the secret left out', () => {
  const command = asCurl({
    kind: 'request',
    method: 'POST',
    url: 'https://api.example.com/a?b=1&c=2',
    headers: [
      { name: 'Authorization', value: 'Bearer abc' },
      { name: 'Content-Type', value: 'application/json' },
    ],
    body: '{"name":"D\'Ávila $HOME `id`"}',
  });
  expect(command.split(' \\\n  ')).toEqual([
    "curl -X POST 'https://api.example.com/a?b=1&c=2'",
    `-H 'Authorization: ${dots}'`,
    "-H 'Content-Type: application/json'",
    // A quote inside single quotes: end them, a quoted quote, begin them again (POSIX 2.2.2).
    `--data-raw '{"name":"D'\\''Ávila $HOME \`id\`"}'`,
  ]);
});

test('a body is shown by what it is', () => {
  expect(readBody('{"a":1}', 'application/json')).toEqual({ kind: 'json', text: '{\n  "a": 1\n}' });
  expect(readBody('a=1&b=x+y', 'application/x-www-form-urlencoded')).toEqual({
    kind: 'form',
    fields: [
      ['a', '1'],
      ['b', 'x y'],
    ],
  });
  expect(readBody('42', 'text/plain')).toEqual({ kind: 'text', text: '42' });
});

test('the host of an address that cannot be read is the address', () => {
  expect([hostOf('http://localhost:8080/x'), hostOf('nowhere')]).toEqual(['localhost:8080', 'nowhere']);
});
