import { describe, expect, test } from 'vitest';
import { findGaps, joinSecret, judgePasted, readHosts } from './secret-kinds.ts';

test.each([
  [{ kind: 'secret', value: ' whsec_1 ', name: '' }, 'whsec_1'],
  [{ kind: 'basic', value: ' pass word ', name: 'ana' }, 'ana: pass word '],
  [{ kind: 'header', value: ' 42 ', name: 'X-Key ' }, 'X-Key: 42'],
] as const)('%j is kept as one text', (typed, text) => {
  expect(joinSecret(typed)).toBe(text);
});

test('what is missing is said by field', () => {
  expect([
    findGaps({ kind: 'bearer', value: '', name: '' }),
    findGaps({ kind: 'basic', value: '', name: 'a:b' }),
    findGaps({ kind: 'basic', value: '', name: 'sk_live_1' }),
    findGaps({ kind: 'header', value: 'x', name: 'not a name' }),
    findGaps({ kind: 'header', value: 'x', name: 'X-Key' }),
  ]).toEqual([
    { value: 'Paste it here.' },
    { name: 'A user name cannot hold a colon.' },
    {},
    { name: 'Type the name of the header, such as X-Api-Key.' },
    {},
  ]);
});

describe('a pasted secret of the wrong kind', () => {
  test.each([
    ['secret', 'sk_live_123', 'API key of Stripe', 'bearer'],
    ['bearer', 'whsec_123', 'signing secret', 'secret'],
    ['secret', 'ghp_123', 'GitHub', 'bearer'],
    ['secret', 'xoxb-1', 'Slack', 'bearer'],
    ['bearer', 'pk_live_1', 'publishable', 'bearer'],
  ] as const)('of %s "%s" is recognised', (kind, value, words, better) => {
    expect(judgePasted(kind, value)).toEqual({ message: expect.stringContaining(words), better });
  });

  test.each([
    ['bearer', 'Bearer abc', 'Leave out'],
    ['secret', 'https://example.com/hook', 'web address'],
    ['bearer', 'abc def', 'space'],
  ] as const)('of %s "%s" is explained', (kind, value, words) => {
    expect(judgePasted(kind, value)?.message).toContain(words);
  });

  test.each([
    ['secret', 'whsec_123'],
    ['bearer', 'sk_live_123'],
    ['basic', 'pass word'],
    ['header', 'sk_live_123'],
    ['secret', ''],
  ] as const)('of %s "%s" is fine', (kind, value) => {
    expect(judgePasted(kind, value)).toBeUndefined();
  });
});

test('hosts are read from whatever was pasted', () => {
  expect(readHosts(' https://API.example.com/v1, *.example.org; localhost:8080 ')).toEqual({
    hosts: ['api.example.com', '*.example.org', 'localhost:8080'],
  });
  expect(readHosts('')).toEqual({ hosts: [] });
  expect(readHosts('exa_mple!').problem).toContain('is not a host');
});
