import { expect, test } from 'vitest';
import { readRequest } from './read-request.ts';

test('a command from documentation fills every part, and its sign-in is left out', () => {
  const text = `curl -X PATCH 'api.example.com/v1/orders/7?notify=yes&tag=a%26b#x' \\
    -H 'Authorization: Bearer abcdefghijklmnopqrstuvwxyz' -H 'Content-Type: application/json' \\
    -H 'X-Trace: 7' -H 'Content-Length: 12' --json '{"state":"paid","total":64.9}'`;
  expect(readRequest(text)).toEqual({
    method: 'PATCH',
    url: 'https://api.example.com/v1/orders/7',
    query: [
      { name: 'notify', value: 'yes' },
      { name: 'tag', value: 'a&b' },
    ],
    headers: [{ name: 'x-trace', value: '7' }],
    body: { kind: 'json', value: { state: 'paid', total: 64.9 } },
    notes: [
      'Left out because it looks secret: authorization. Save it as a connection and choose it under "Sign in with".',
    ],
  });
});

test('a form keeps its fields, repeated ones too, and hides what looks secret', () => {
  const text = "curl https://example.com/token -d 'tag=a b' -d 'tag=c' -d 'client_secret=abcdef123456'";
  expect(readRequest(text)).toMatchObject({
    method: 'POST',
    headers: [],
    body: {
      kind: 'form',
      fields: [
        { name: 'tag', value: 'a b' },
        { name: 'tag', value: 'c' },
        { name: 'client_secret', value: '[hidden]' },
      ],
    },
    notes: ['Hidden in what is sent because it looks secret: client_secret.'],
  });
});

test('text stays text with its type; a GET carries its data in the address', () => {
  expect(readRequest("curl https://example.com -H 'content-type: text/csv' -d 'a;b'")).toMatchObject({
    headers: [{ name: 'content-type', value: 'text/csv' }],
    body: { kind: 'text', text: 'a;b' },
  });
  expect(readRequest('curl -G http://localhost:8080/find -d q=mug')).toMatchObject({
    method: 'GET',
    url: 'http://localhost:8080/find',
    query: [{ name: 'q', value: 'mug' }],
    body: { kind: 'none' },
  });
});

test('a command a browser copied leaves the browser out', () => {
  const text =
    "curl 'https://example.com/cart' -H 'sec-ch-ua: x' -H 'user-agent: Mozilla' -H 'accept: */*' -H 'cookie: s=1' -b 's=1'";
  expect(readRequest(text)).toMatchObject({
    headers: [{ name: 'accept', value: '*/*' }],
    notes: ['The cookies of this command (-b) were left out.'],
  });
});

test.each([
  ['{"a":1}', 'paste.no-curl'],
  ['curl -X POST', 'paste.no-address'],
  ['curl -T file.csv https://example.com', 'paste.curl-upload'],
])('%s is explained', (text, code) => {
  expect(() => readRequest(text)).toThrow(expect.objectContaining({ code, who: 'person' }));
});
