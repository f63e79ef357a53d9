import { randomUUID } from 'node:crypto';
import { hmac } from '../nodes/webhook/verify/preset.ts';
import type { Verify } from '../nodes/webhook/verify/verify.ts';

type Hmac = Extract<Verify, { kind: 'hmac' }>;

const signOwn = (settings: Hmac, secret: string, raw: Uint8Array, seconds: string): Record<string, string> => {
  const { algorithm, encoding, header, idHeader, prefix, signed, timestampHeader } = settings;
  const id = `msg_${randomUUID()}`;
  const marks = new Map<string, string | Uint8Array>([
    ['{body}', raw],
    ['{timestamp}', seconds],
    ['{id}', id],
  ]);
  const parts = signed.split(/(\{body\}|\{timestamp\}|\{id\})/).map((part) => marks.get(part) ?? part);
  return {
    [header]: `${prefix}${hmac(algorithm, secret, parts).toString(encoding)}`,
    ...(timestampHeader !== undefined && { [timestampHeader]: seconds }),
    ...(idHeader !== undefined && { [idHeader]: id }),
  };
};

const signStandard = (secret: string, raw: Uint8Array, seconds: string): Record<string, string> | null => {
  // A public key checks and cannot sign.
  if (secret.startsWith('whpk_')) return null;
  const id = `msg_${randomUUID()}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = hmac('sha256', key, [`${id}.${seconds}.`, raw]).toString('base64');
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
};

/**
 * The headers with which a sender of this kind would have proved that these bytes are its own; null when that cannot be known
 * from the secret. The counterpart of the checks in nodes/webhook/verify, which name their sources.
 */
export const signDelivery = (
  verify: Verify,
  secret: string,
  raw: Uint8Array,
  nowMs: number,
): Record<string, string> | null => {
  const seconds = String(Math.floor(nowMs / 1000));
  switch (verify.kind) {
    case 'none':
      return {};
    case 'stripe': {
      const signature = hmac('sha256', secret, [`${seconds}.`, raw]).toString('hex');
      return { 'stripe-signature': `t=${seconds},v1=${signature}` };
    }
    case 'github':
      return { 'x-hub-signature-256': `sha256=${hmac('sha256', secret, [raw]).toString('hex')}` };
    case 'shopify':
      return { 'x-shopify-hmac-sha256': hmac('sha256', secret, [raw]).toString('base64') };
    case 'slack': {
      const signature = hmac('sha256', secret, [`v0:${seconds}:`, raw]).toString('hex');
      return { 'x-slack-signature': `v0=${signature}`, 'x-slack-request-timestamp': seconds };
    }
    case 'standard-webhooks':
      return signStandard(secret, raw, seconds);
    case 'hmac':
      return signOwn(verify, secret, raw, seconds);
    case 'header-secret':
      return { [verify.header]: secret.trim() };
    case 'basic':
      return { authorization: `Basic ${Buffer.from(secret).toString('base64')}` };
  }
};
