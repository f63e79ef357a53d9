import { expect, test } from 'vitest';
import { createAuthenticate, verifySchema } from '../nodes/webhook/verify/verify.ts';
import { signDelivery } from './sign-delivery.ts';

const nowMs = Date.UTC(2026, 6, 9, 12);
const raw = new TextEncoder().encode('{"type":"order.created"}');

test.each([
  [{ kind: 'stripe' }, 'whsec_abc'],
  [{ kind: 'github' }, 'a secret'],
  [{ kind: 'shopify' }, 'a secret'],
  [{ kind: 'slack' }, 'a secret'],
  [{ kind: 'standard-webhooks' }, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  [
    {
      kind: 'hmac',
      header: 'X-Sign',
      encoding: 'base64',
      prefix: 'v=',
      signed: '{timestamp}.{id}.{body}',
      timestampHeader: 'X-Time',
      idHeader: 'X-Id',
    },
    'own',
  ],
  [{ kind: 'header-secret', header: 'X-Word' }, 'open sesame'],
  [{ kind: 'basic' }, 'ana:pass'],
])('what is signed as %o is accepted, and what is signed with another secret is not', (settings, secret) => {
  const verify = verifySchema.parse({ ...settings, credential: 'one' });
  const headers = signDelivery(verify, secret, raw, nowMs) ?? {};
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const delivery = { method: 'POST', path: 'p', query: {}, headers: lower, raw, receivedAtMs: nowMs };
  const accept = createAuthenticate(verify);
  expect(accept(delivery, new Map([['one', secret]]))).toEqual({ ok: true });
  expect(accept(delivery, new Map([['one', `${secret.slice(0, -4)}AAA=`]])).ok).toBe(false);
});

test('nothing can be signed with a public key', () => {
  const verify = verifySchema.parse({ kind: 'standard-webhooks', credential: 'one' });
  expect(signDelivery(verify, 'whpk_abc', raw, nowMs)).toBeNull();
});
