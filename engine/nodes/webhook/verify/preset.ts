import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonRecord } from '../../../model/json.ts';
import type { Delivery } from '../../define.ts';

/** Why a delivery or a secret is not accepted, in words for the person. */
export interface Refusal {
  reason: string;
  fix: string;
}

/** How one kind of sender proves that a delivery is its own. */
export interface Preset {
  /** Why this secret can never check anything; null when it can. */
  secretProblem: (secret: string) => Refusal | null;
  /** Why a delivery is not genuine; null when it is. Looks at raw bytes and headers only. */
  refuse: (delivery: Delivery, secret: string) => Refusal | null;
  /** The id the sender gives a delivery and keeps when it sends it again; null without one. */
  idOf: (delivery: Delivery, payload: JsonRecord) => string | null;
}

/** The window senders sign a time for, in both directions. Stripe, Slack and Standard Webhooks all recommend it. */
export const usualToleranceSeconds = 300;

/** Reads a header that must be there exactly once; a list could hold one value for the check and one for the flow. */
export const readHeader = (delivery: Delivery, name: string, service: string): string | Refusal => {
  const value = delivery.headers[name.toLowerCase()];
  if (typeof value === 'string' && value !== '') return value;
  return {
    reason: Array.isArray(value)
      ? `The header "${name}" came more than once.`
      : `The header "${name}" is missing, so this cannot come from ${service}.`,
    fix: 'Check in the "When" step who sends to this address.',
  };
};

/** The id in a header, if it came once. */
export const headerId = (delivery: Delivery, name: string): string | null => {
  const value = delivery.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Whether two texts are equal, in a time that tells nothing about either (equal-length digests are compared). */
export const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

/** The HMAC of texts and bytes put one after the other. */
export const hmac = (
  algorithm: 'sha1' | 'sha256' | 'sha512',
  key: string | Uint8Array,
  parts: readonly (string | Uint8Array)[],
): Buffer => {
  const running = createHmac(algorithm, key);
  for (const part of parts) running.update(part);
  return running.digest();
};

/** The signature was worked out and differs. */
export const mismatch = (service: string): Refusal => ({
  reason: `The signature does not match what ${service} would have sent with this secret.`,
  fix: 'Most often the secret belongs to another webhook, or test and live are mixed up. Copy it again into the connection.',
});

/** The signature header is not of the form the service documents. */
export const malformed = (name: string, service: string): Refusal => ({
  reason: `The header "${name}" is not of the form ${service} uses.`,
  fix: 'Check in the "When" step who sends to this address.',
});

/**
 * Whether a signed time (seconds since 1970, as text) is within the window; past and future alike, so that neither an
 * old delivery nor one prepared ahead can be played back.
 */
export const checkTime = (
  seconds: string,
  delivery: Delivery,
  toleranceSeconds: number,
  service: string,
): Refusal | null => {
  if (!/^\d{1,12}$/.test(seconds))
    return {
      reason: `The time ${service} signed is not a number of seconds.`,
      fix: 'Check who sends to this address.',
    };
  const offSeconds = Math.round(delivery.receivedAtMs / 1000 - Number(seconds));
  if (Math.abs(offSeconds) <= toleranceSeconds) return null;
  return {
    reason: `It was signed ${Math.abs(offSeconds)} seconds ${offSeconds > 0 ? 'ago' : 'in the future'}; at most ${toleranceSeconds} are accepted.`,
    fix: 'Check the clock of this computer. If it is right, someone may have sent an old delivery again.',
  };
};

/** For services whose secrets have no form of their own. */
export const anySecret = (): null => null;
