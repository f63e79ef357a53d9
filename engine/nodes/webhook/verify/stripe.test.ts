import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deliver, outcome } from './test-delivery.ts';

const now = 1_700_000_000;
const body = '{"id":"evt_1"}';
const hex = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex');

describe('Stripe, after the cases of its own library', () => {
  const secret = 'whsec_test_secret';
  const right = hex(secret, `${now}.${body}`);
  const given = (header: string | string[], at = now) =>
    outcome({ kind: 'stripe' }, deliver({ 'stripe-signature': header }, body, at), secret);
  test.each([
    `t=${now},v1=${right}`,
    `t=${now},v1=${right},v1=potato`,
    `t=${now},v1=potato,v1=${right}`,
    `t=${now},v0=${right},v1=${right}`,
    `v1=${right},t=${now}`,
  ])('%s is accepted', (header) => {
    expect(given(header)).toBe('ok');
  });
  test.each([
    '',
    'bad_header',
    "I'm not even a real signature header",
    `t=${now}`,
    `v1=${right}`,
    `t=${now},v0=${right}`,
    `t=${now},v1=bad_signature`,
    `t=${now},v1=`,
    `t=${now},v1=${right.slice(0, 32)}`,
    `t=${now},v1=${right}00`,
    `t=${now},v1=${right.toUpperCase()}`,
    `t=${now},t=${now},v1=${right}`,
    `t=${now}.0,v1=${right}`,
    `t= ${now},v1=${right}`,
    `t=,v1=${hex(secret, `.${body}`)}`,
    `t=1e9,v1=${hex(secret, `1e9.${body}`)}`,
    `t=-1,v1=${hex(secret, `-1.${body}`)}`,
    `T=${now},V1=${right}`,
  ])('%j is refused', (header) => {
    expect(given(header)).toBe(401);
  });
  test('a header that comes as a list is refused', () => {
    expect(given([`t=${now},v1=${right}`])).toBe(401);
  });
  test.each([
    [-301, 401],
    [-300, 'ok'],
    [300, 'ok'],
    [301, 401],
    [86_400, 401],
  ])('received %i seconds after it was signed: %s', (seconds, expected) => {
    expect(given(`t=${now},v1=${right}`, now + seconds)).toBe(expected);
  });
  test.each(['sk_live_123', 'pk_test_123', 'rk_live_123', 'whsec_test_secret ', 'whsec_test\n_secret'])(
    'the wrong kind of secret %j is named',
    (wrong) => {
      expect(
        outcome(
          { kind: 'stripe' },
          deliver({ 'stripe-signature': `t=${now},v1=${hex(wrong, `${now}.${body}`)}` }, body, now),
          wrong,
        ),
      ).toBe(503);
    },
  );
});
