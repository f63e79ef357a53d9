import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from './json.ts';
import { hiddenValue, maskSecrets } from './mask-secrets.ts';

/** Put together here, so that no finder of secrets takes this file for a leak. */
const key = (...parts: string[]): string => parts.join('');

test.each<[string, JsonValue]>([
  ['a token', { token: 'abc' }],
  ['a name of several words', { stripe_api_key: 'abc' }],
  ['camel case', { clientSecret: 'abc' }],
  ['a header', { Authorization: 'Basic YTpi' }],
  ['another header', { 'x-auth-token': 'abc' }],
  ['a password', { user_password: 'abc' }],
  ['a card number', { card_number: '4242424242424242' }],
  ['a card number in its record', { card: { number: '4242 4242 4242 4242' } }],
  ['a card number as a number', { card: { number: 4242424242424242 } }],
  ['a card number in a plain text', { note: '4242-4242-4242-4242' }],
  ['a security code', { cvc: 123 }],
  ['every item of a list', { tokens: ['abc'] }],
  ['everything below', { credentials: { user: 'ana' } }],
  ['a Stripe key anywhere', { note: key('sk_', 'live_', 'abcdefgh1234') }],
  ['a signing secret in a text', { note: `it is ${key('whsec', '_abcdefgh')}` }],
  ['a GitHub key', { note: key('gh', 'p_', 'a'.repeat(36)) }],
  ['a bearer', { note: 'Bearer abcdefghijklmnop' }],
  ['a private key', { note: key('-----BEGIN ', 'PRIVATE KEY-----\nabc') }],
])('hides %s', (_what, value) => {
  const { value: shown, masked } = maskSecrets(value);
  expect(masked).toHaveLength(1);
  expect(JSON.stringify(shown)).toContain(hiddenValue);
  expect(JSON.stringify(shown)).not.toMatch(/abc|YTpi|4242|123|ana/);
});

test.each<[string, JsonValue]>([
  ['names', { name: 'Token of love', email: 'ana@example.com' }],
  ['long ids', { id: 4242424242424242, order: { number: '4242424242424242' } }],
  ['counts', { max_tokens: 100, tokens_used: 12 }],
  ['what is said about a secret', { cvc_check: 'pass', token_type: 'bearer', password_changed_at: '2026-07-09' }],
  ['empty values', { token: '', client_secret: null, password: [], secret: {} }],
  ['yes or no', { has_password: true }],
  ['words that only look alike', { secretary: 'Ana', pinned: 'yes', tokenised: 'x', Basic: 'Basic subscription' }],
  ['the last digits of a card', { card: { last4: '4242', brand: 'visa', exp_month: 8 } }],
  ['phones', { phone: '+15550100143' }],
])('leaves %s', (_what, value) => {
  expect(maskSecrets(value)).toEqual({ value, masked: [] });
});

test('names the place of everything it hid', () => {
  const { masked } = maskSecrets({ a: [{ token: 'x' }, { secrets: { one: 'y', two: ['z'] } }], password: 'w' });
  expect(masked).toEqual(['a.0.token', 'a.1.secrets.one', 'a.1.secrets.two.0', 'password']);
  expect(maskSecrets([{ token: 'x' }]).masked).toEqual(['0.token']);
});

test('changes nothing else, and nothing the second time', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (any) => {
      const value = JSON.parse(JSON.stringify({ token: 'x', any })) as JsonValue;
      const before = structuredClone(value);
      const once = maskSecrets(value);
      expect(value).toEqual(before);
      expect(once.masked).toContain('token');
      expect(maskSecrets(once.value)).toEqual({ value: once.value, masked: [] });
    }),
  );
});
