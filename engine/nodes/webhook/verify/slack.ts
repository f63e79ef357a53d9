import { isRecord, type JsonRecord } from '../../../model/json.ts';
import type { HookAnswer } from '../../../model/outside.ts';
import {
  anySecret,
  checkTime,
  hmac,
  mismatch,
  type Preset,
  readHeader,
  sameText,
  usualToleranceSeconds,
} from './preset.ts';

/**
 * Slack: `X-Slack-Signature: v0=<hex>` and `X-Slack-Request-Timestamp`, HMAC-SHA256 over `v0:<timestamp>:<body>`.
 * Slack's own library refuses old times only; future ones are refused here as well.
 * Source: https://docs.slack.dev/authentication/verifying-requests-from-slack.
 */
export const slack: Preset = {
  secretProblem: anySecret,
  refuse: (delivery, secret) => {
    const signature = readHeader(delivery, 'X-Slack-Signature', 'Slack');
    if (typeof signature !== 'string') return signature;
    const time = readHeader(delivery, 'X-Slack-Request-Timestamp', 'Slack');
    if (typeof time !== 'string') return time;
    const expected = `v0=${hmac('sha256', secret, [`v0:${time}:`, delivery.raw]).toString('hex')}`;
    if (!sameText(signature, expected)) return mismatch('Slack');
    return checkTime(time, delivery, usualToleranceSeconds, 'Slack');
  },
  idOf: (_delivery, { body }) => (isRecord(body) && typeof body.event_id === 'string' ? body.event_id : null),
};

/**
 * The answer to Slack's `url_verification`, which it sends once when the address is entered; null for anything else.
 * Source: https://docs.slack.dev/reference/events/url_verification.
 */
export const answerSlackChallenge = ({ body }: JsonRecord): HookAnswer | null => {
  if (!isRecord(body) || body.type !== 'url_verification' || typeof body.challenge !== 'string') return null;
  return {
    status: 200,
    headers: [{ name: 'content-type', value: 'text/plain; charset=utf-8' }],
    body: body.challenge,
  };
};
