import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Delivery } from '../../define.ts';
import {
  checkTime,
  headerId,
  hmac,
  mismatch,
  type Preset,
  type Refusal,
  readHeader,
  sameText,
  usualToleranceSeconds,
} from './preset.ts';

const service = 'Standard Webhooks';

/** Svix, whose scheme became the standard, still sends its own header names. One family is read, never a mix. */
const familyOf = (delivery: Delivery): 'webhook' | 'svix' =>
  delivery.headers['webhook-id'] === undefined && delivery.headers['svix-id'] !== undefined ? 'svix' : 'webhook';

/** Base64 with nothing before, after or between, padded or not; null when it is not. */
const decode = (text: string): Buffer | null => {
  const bytes = Buffer.from(text, 'base64');
  const canonical = bytes.toString('base64');
  return bytes.length > 0 && (text === canonical || text === canonical.replace(/=+$/, '')) ? bytes : null;
};

/** An ed25519 public key of 32 bytes as DER (RFC 8410): fixed bytes, then the key. */
const ed25519Prefix = Buffer.from('302a300506032b6570032100', 'hex');

type Key = { scheme: 'v1'; bytes: Buffer } | { scheme: 'v1a'; key: KeyObject };

const readKey = (secret: string): Key | null => {
  const isPublic = secret.startsWith('whpk_');
  const bytes = decode(secret.replace(/^(whsec_|whpk_)/, ''));
  if (!bytes) return null;
  if (!isPublic) return { scheme: 'v1', bytes };
  if (bytes.length !== 32) return null;
  const der = Buffer.concat([ed25519Prefix, bytes]);
  return { scheme: 'v1a', key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
};

const matches = (key: Key, signed: Buffer, list: string): boolean => {
  const signatures = list.split(' ').flatMap((item) => {
    const [scheme, ...rest] = item.split(',');
    return scheme === key.scheme ? [rest.join(',')] : [];
  });
  if (key.scheme === 'v1') {
    const expected = hmac('sha256', key.bytes, [signed]).toString('base64');
    return signatures.some((signature) => sameText(signature, expected));
  }
  return signatures.some((signature) => {
    const bytes = decode(signature);
    // One spelling only: a signature without its padding would be a second one.
    return bytes?.length === 64 && bytes.toString('base64') === signature && verify(null, signed, key.key, bytes);
  });
};

const unreadable: Refusal = {
  reason: 'The secret cannot be read: it should be "whsec_" (or "whpk_") and then letters, digits, "+", "/" and "=".',
  fix: 'Copy the signing secret of the webhook again into the connection.',
};

/**
 * Standard Webhooks and Svix: `webhook-id`, `webhook-timestamp` and `webhook-signature` (a list of `v1,<base64>` or
 * `v1a,<base64>` with spaces between) over `<id>.<timestamp>.<body>`. `v1` is HMAC-SHA256 with the key that stands in base64
 * after `whsec_`; `v1a` is ed25519 with the public key after `whpk_`. The key decides which of the two counts.
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md.
 */
export const standardWebhooks: Preset = {
  secretProblem: (secret) => (readKey(secret) ? null : unreadable),
  refuse: (delivery, secret) => {
    const family = familyOf(delivery);
    const id = readHeader(delivery, `${family}-id`, service);
    if (typeof id !== 'string') return id;
    const time = readHeader(delivery, `${family}-timestamp`, service);
    if (typeof time !== 'string') return time;
    const list = readHeader(delivery, `${family}-signature`, service);
    if (typeof list !== 'string') return list;
    const key = readKey(secret);
    if (!key) return unreadable;
    const signed = Buffer.concat([Buffer.from(`${id}.${time}.`), delivery.raw]);
    if (!matches(key, signed, list)) return mismatch('the sender');
    return checkTime(time, delivery, usualToleranceSeconds, 'the sender');
  },
  idOf: (delivery) => headerId(delivery, `${familyOf(delivery)}-id`),
};
