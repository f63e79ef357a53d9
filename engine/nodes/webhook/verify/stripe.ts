import { isRecord } from '../../../model/json.ts';
import {
  checkTime,
  hmac,
  malformed,
  mismatch,
  type Preset,
  readHeader,
  sameText,
  usualToleranceSeconds,
} from './preset.ts';

const header = 'Stripe-Signature';

/** Names of Stripe's other keys; pasting one of them is the usual mistake. */
const otherKeys = /^(sk|pk|rk)_/;

const readSignatures = (value: string): { time: string; signatures: string[] } | null => {
  const pairs = value.split(',').map((item) => {
    const at = item.indexOf('=');
    return { key: item.slice(0, Math.max(at, 0)), value: item.slice(at + 1) };
  });
  const times = pairs.filter(({ key }) => key === 't');
  const signatures = pairs.filter(({ key }) => key === 'v1').map((pair) => pair.value);
  const [time] = times;
  return time && times.length === 1 && signatures.length > 0 ? { time: time.value, signatures } : null;
};

/**
 * Stripe: `Stripe-Signature: t=<seconds>,v1=<hex>[,v1=<hex>]`, HMAC-SHA256 over `<t>.<body>`, the key is the whole
 * text `whsec_…`. Several `v1` come while a secret is being rolled; `v0` is a test scheme and never counts.
 * Source: https://docs.stripe.com/webhooks?verify=verify-manually. Ids: https://docs.stripe.com/webhooks#handle-duplicate-events.
 */
export const stripe: Preset = {
  secretProblem: (secret) => {
    if (otherKeys.test(secret))
      return {
        reason: "The secret is one of Stripe's API keys, not the signing secret of the webhook.",
        fix: 'Copy the secret that begins with whsec_ from the page of the webhook in Stripe.',
      };
    return /\s/.test(secret)
      ? { reason: 'The signing secret holds a space or line break.', fix: 'Copy it again into the connection.' }
      : null;
  },
  refuse: (delivery, secret) => {
    const value = readHeader(delivery, header, 'Stripe');
    if (typeof value !== 'string') return value;
    const read = readSignatures(value);
    if (!read) return malformed(header, 'Stripe');
    const expected = hmac('sha256', secret, [`${read.time}.`, delivery.raw]).toString('hex');
    if (!read.signatures.some((signature) => sameText(signature, expected))) return mismatch('Stripe');
    return checkTime(read.time, delivery, usualToleranceSeconds, 'Stripe');
  },
  idOf: (_delivery, { body }) => (isRecord(body) && typeof body.id === 'string' ? body.id : null),
};
