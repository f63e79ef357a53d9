import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../model/fault.ts';
import { listProviders } from '../provider-samples.ts';
import { readPasted } from './read-pasted.ts';

const faultOf = (text: string): Fault => {
  try {
    readPasted(text);
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error('It was understood.');
};

describe('JSON', () => {
  test('is read as a delivery would be', () => {
    expect(readPasted('\ufeff  {"id": 123456789012345678901, "a": [1, null]} \n')).toEqual({
      kind: 'json',
      body: { id: '123456789012345678901', a: [1, null] },
      masked: [],
      notes: [],
    });
    expect(readPasted('[{"a": 1}]')).toMatchObject({ kind: 'json', body: [{ a: 1 }] });
  });

  test.each([
    ['\n\n{\n"a": 1\n"b": 2}', "There's a comma missing near line 4.", 4],
    ['{\n"a": [1, 2\n', 'This text ends before the list is closed (line 2).', 2],
    ['{\nname: "Ana"\n}', 'Names need double quotes, line 2.', 2],
  ])('%j has its mistake located', (text, message, line) => {
    expect(faultOf(text)).toMatchObject({ code: 'paste.json', who: 'person', message, data: { line } });
  });

  test('that no delivery could hold is refused', () => {
    expect(faultOf('['.repeat(100) + ']'.repeat(100)).code).toBe('json.too-deep');
    expect(faultOf(`[${'1,'.repeat(100_000)}1]`).code).toBe('json.too-many-values');
  });

  test('of 5 MB is read, and so is its last mistake', () => {
    const items = Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'sencha '.repeat(35) }));
    const text = JSON.stringify(items, null, 1);
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(readPasted(text).body).toEqual(items);
    const line = text.split('\n').length;
    expect(faultOf(text.slice(0, -2))).toMatchObject({ code: 'paste.json', data: { line: line - 1 } });
  });
});

describe('a form', () => {
  test.each([
    ['name=Ana+Duarte&city=Lisboa', { name: 'Ana Duarte', city: 'Lisboa' }],
    ['?name=Ana&tag=a&tag=b', { name: 'Ana', tag: ['a', 'b'] }],
    ['items%5B0%5D%5Bsku%5D=SEN-100&items[0][n]=2', { 'items[0][sku]': 'SEN-100', 'items[0][n]': '2' }],
    ['name=%F0%9F%8D%B5&empty=&flag', { name: '🍵', empty: '', flag: '' }],
    ['name=Ana Duarte\ncity = Lisboa\nnote=a=b & c', { name: 'Ana Duarte', city: 'Lisboa', note: 'a=b & c' }],
  ])('%j', (text, body) => {
    expect(readPasted(text)).toEqual({ kind: 'form', body, masked: [], notes: [] });
  });
});

describe('a table', () => {
  test.each([
    ['name,email\nAna,ana@example.com', { name: 'Ana', email: 'ana@example.com' }],
    ['name;total\r\n"Duarte; Ana";"1,50"\r\n', { name: 'Duarte; Ana', total: '1,50' }],
    ['name\tnote\nAna\t"two\nlines, ""quoted"""', { name: 'Ana', note: 'two\nlines, "quoted"' }],
    ['Ana,ana@example.com,12', { column_1: 'Ana', column_2: 'ana@example.com', column_3: '12' }],
    ['1,Ana\n2,Rui', { column_1: '1', column_2: 'Ana' }],
    ['name,__proto__\nAna,x', { name: 'Ana' }],
  ])('%j', (text, body) => {
    expect(readPasted(text)).toMatchObject({ kind: 'csv-line', body });
  });

  test('of several rows gives the first, and says so', () => {
    expect(readPasted('name,city\nAna,Lisboa\nRui,Porto\n\n').notes).toEqual(['Only the first of 2 rows was used.']);
  });
});

test.each([
  'Hello, Ana, how are you?',
  'name',
  'a,b\n1,2,3',
  '"open,quote',
  'https://example.com/a?b=c',
  '42',
  '"text"',
])('%j is nothing that can be read', (text) =>
  expect(faultOf(text)).toMatchObject({ code: 'paste.unknown', fix: expect.stringContaining('curl') }),
);

test('nothing, and far too much, are refused', () => {
  expect(faultOf(' \n').code).toBe('paste.empty');
  expect(faultOf('a'.repeat(10_000_001)).code).toBe('paste.too-long');
});

test('what looks secret is hidden, and named', () => {
  expect(
    readPasted(
      `curl https://example.com/?token=abc -H 'Authorization: Bearer abc' -d '{"user":{"password":"abc"},"a":1}'`,
    ),
  ).toEqual({
    kind: 'curl',
    method: 'POST',
    headers: { authorization: '[hidden]', 'content-type': 'application/x-www-form-urlencoded' },
    query: { token: '[hidden]' },
    body: { user: { password: '[hidden]' }, a: 1 },
    masked: ['headers.authorization', 'query.token', 'body.user.password'],
    notes: ['Hidden because it looks secret: headers.authorization, query.token, body.user.password.'],
  });
});

test('what providers send is kept, but for what they call a token', () => {
  const folder = fileURLToPath(new URL('../../../resources/samples/', import.meta.url));
  const names = listProviders(folder).flatMap(({ events }) =>
    events.flatMap(({ contentType, variants: [complete] }) => {
      const text = contentType.includes('json') ? JSON.stringify(complete?.body) : String(complete?.body);
      return readPasted(text).masked.map((path) => path.split('.').at(-1));
    }),
  );
  expect([...new Set(names)].sort()).toEqual(['authorization_code', 'cart_token', 'checkout_token', 'token']);
});

describe('whatever is pasted', () => {
  const json = fc.json();
  const cut = (text: string, at: number, put: string): string => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + put + text.slice(place + 1);
  };
  const command = fc
    .array(
      fc.oneof(
        fc.constantFrom('-d', '-H', '-X', '-G', "$'", "'", '"', '^"', '\\', '^\n', '--json', '-u', '@', 'a: b'),
        fc.string(),
      ),
    )
    .map((parts) => `curl ${parts.join(' ')}`);
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'{}[]",:=&;\t\n\r\\\'$x^%@-0aé🍵\ud800'), maxLength: 80 }),
    command,
    fc.tuple(json, fc.nat(), fc.string({ maxLength: 3 })).map(([whole, at, put]) => cut(whole, at, put)),
    fc.webQueryParameters(),
  );

  test('it is read, or refused with a fault for the person', () => {
    fc.assert(
      fc.property(text, (pasted) => {
        try {
          const { body, masked, notes } = readPasted(pasted);
          expect(JSON.stringify(body)).toBeTypeOf('string');
          expect([masked, notes].every(Array.isArray)).toBe(true);
        } catch (thrown) {
          if (!(thrown instanceof Fault)) throw thrown;
          expect(thrown).toMatchObject({ who: 'person', code: expect.stringMatching(/^(paste|json|body)\./) });
        }
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    '[',
    '{"a":',
    'a=',
    'a[',
    'a,',
    'a;b\n',
    '"',
    '""',
    "'",
    '\\',
    'é',
    ' a',
    '\n',
    "curl '",
    'curl -d ',
    'a=b\n',
    '=',
    '^',
  ])('millions of %j take a moment only', (piece) => {
    const started = performance.now();
    for (const before of ['', 'curl ', 'curl ^"', "curl $'", '{"a":"', 'a=']) {
      try {
        readPasted(before + piece.repeat(2_000_000 / piece.length));
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown;
      }
    }
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
