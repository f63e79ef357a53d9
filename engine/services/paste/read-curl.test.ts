import { describe, expect, test } from 'vitest';
import { Fault } from '../../model/fault.ts';
import { readCurl } from './read-curl.ts';

const faultOf = (text: string): Partial<Fault> => {
  try {
    readCurl(text);
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  return {};
};

const form = 'application/x-www-form-urlencoded';

test('a command from documentation, over several lines', () => {
  const text = `$ curl -X POST "https://example.com/hooks/k7?source=docs&test=1#top" \\
  -H "Content-Type: application/json" \\\r
  -H 'X-Event: order.created' \\
  -u ana:word \\
  -d '{"order": 1043, "note": "it'"'"'s \\u00e9"}' | jq .`;
  expect(readCurl(text)).toEqual({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-event': 'order.created' },
    url: 'https://example.com/hooks/k7',
    query: { source: 'docs', test: '1' },
    sent: String.raw`{"order": 1043, "note": "it's \u00e9"}`,
    body: { order: 1043, note: "it's é" },
    notes: ['The sign-in of this command (-u) was left out.'],
  });
});

test("a command as a browser copies it for bash, with $'…'", () => {
  const text = String.raw`curl 'https://example.com/cart' \
  -H 'accept: */*' \
  -b 'session=1' \
  --data-raw $'{"note":"it\'s \u0021 two\\nlines","sum":"\xe2\x82\xac5"}' \
  --compressed`;
  expect(readCurl(text)).toEqual({
    method: 'POST',
    headers: { accept: '*/*', 'content-type': form },
    url: 'https://example.com/cart',
    query: {},
    sent: '{"note":"it\'s ! two\\nlines","sum":"€5"}',
    body: { note: "it's ! two\nlines", sum: '€5' },
    notes: ['The cookies of this command (-b) were left out.'],
  });
});

test.each([
  [
    'with carets before every quote',
    'curl ^"https://example.com/cart?a=1^&b=2^" ^\r\n  -H ^"content-type: application/json^" ^\r\n' +
      '  --data-raw ^"^{^\\^"name^\\^":^\\^"100^% Ana^\\^",^\\^"path^\\^":^\\^"C:^\\^\\x^\\^"^}^"',
  ],
  [
    'with doubled quotes',
    'curl "https://example.com/cart?a=1&b=2" ^\n  -H "content-type: application/json" ^\n' +
      '  --data-raw "{""name"":""100% Ana"",""path"":""C:\\\\x""}"',
  ],
])('a command as a browser copies it for Windows, %s', (_how, text) => {
  expect(readCurl(text)).toMatchObject({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    query: { a: '1', b: '2' },
    body: { name: '100% Ana', path: 'C:\\x' },
  });
});

test('a command for PowerShell, with backticks', () => {
  expect(readCurl("curl.exe 'https://example.com' `\n -d 'a=1' `\r\n -d 'b=2'")).toMatchObject({
    body: { a: '1', b: '2' },
  });
});

describe('options', () => {
  test.each([
    ['no data', 'curl https://example.com', { method: 'GET', body: null, headers: {} }],
    ['head', 'curl -I https://example.com', { method: 'HEAD' }],
    ['a method', 'curl -X put https://example.com', { method: 'PUT' }],
    ['a method in one word', 'curl -sSLXPATCH https://example.com', { method: 'PATCH' }],
    ['data in one word', "curl -d'a=1' -sd b=2 x", { body: { a: '1', b: '2' }, headers: { 'content-type': form } }],
    [
      'data for the address',
      'curl -G -d a=1 --data-urlencode "b=ü&" "x?c=3"',
      { method: 'GET', query: { c: '3', a: '1', b: 'ü&' }, body: null },
    ],
    [
      'encoded data',
      "curl --data-urlencode 'a b&c' --data-urlencode '=x=y' --data-urlencode 'n=1 2'",
      { body: { 'a b&c': '', 'x=y': '', n: '1 2' } },
    ],
    ['raw data with an @', "curl --data-raw '@ana=1'", { body: { '@ana': '1' } }],
    [
      'JSON',
      `curl --json '{"a":' --json '1}' x`,
      { method: 'POST', body: { a: 1 }, headers: { 'content-type': 'application/json' } },
    ],
    ['text', `curl -H 'Content-Type: text/plain' -d 'Hello "Ana"' x`, { body: 'Hello "Ana"' }],
    [
      'headers',
      `curl -A me -e https://example.com -H 'X-A: 1' -H 'x-a: 2' -H 'X-B;' -H 'Accept:' x`,
      { headers: { 'user-agent': 'me', referer: 'https://example.com', 'x-a': '1, 2', 'x-b': '' } },
    ],
    [
      'what does not matter',
      'curl -sk --max-time 5 -o out.json --retry 3 --url x?a=1 --unknown',
      { query: { a: '1' }, notes: [] },
    ],
    [
      'two addresses',
      'curl x?a=1 y?b=2',
      { query: { a: '1' }, notes: ['Only the first address of this command was used.'] },
    ],
    ['two commands', 'curl x?a=1\ncurl y?b=2', { query: { a: '1' }, notes: [] }],
    ['a comment', 'curl x?a=1 # the shop\n -d b=2', { body: { b: '2' } }],
    [
      'what is no header',
      "curl -H nonsense -H '__proto__: 1' x",
      { notes: ['A header that is not written as "Name: value" was left out.'] },
    ],
    ['an escaped space', 'curl -d a=one\\ two x', { body: { a: 'one two' } }],
    ['double quotes', 'curl -d "{\\"a\\": \\"\\$1 \\x\\"}" -H "Content-Type: text/x" x', { body: '{"a": "$1 \\x"}' }],
  ])('%s', (_what, text, expected) => {
    expect(readCurl(text)).toMatchObject(expected);
  });
});

test.each([
  ['curl -d \'{"a": 1', 'paste.quote-open', "A quote (') that begins on line 1 of this command is never closed."],
  ['curl x \\\n -d "abc', 'paste.quote-open', 'A quote (") that begins on line 2 of this command is never closed.'],
  ['curl x -d', 'paste.curl-cut', 'This command ends after "-d", before what belongs to it.'],
  ['curl -d @order.json x', 'paste.curl-file', 'This command takes what it sends from a file ("order.json").'],
  ['curl --data-urlencode note@a.txt x', 'paste.curl-file', 'This command takes what it sends from a file ("a.txt").'],
  [
    'curl -F file=@a.pdf x',
    'paste.curl-upload',
    'This command sends a form with files, or a file, which a webhook cannot read.',
  ],
  ['curl --json \'{"a": 1,}\' x', 'paste.json', "There's a comma too many near line 1."],
  ["curl -d '{name: 1}' x", 'paste.json', 'Names need double quotes, line 1.'],
  [
    "curl -H 'Content-Type: image/png' -d a x",
    'body.unsupported-type',
    'The body came as "image/png", which WhenThen cannot read.',
  ],
])('%j is refused in words', (text, code, message) => {
  expect(faultOf(text)).toMatchObject({ code, message });
});
