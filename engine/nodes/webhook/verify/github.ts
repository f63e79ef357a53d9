import { anySecret, headerId, hmac, mismatch, type Preset, readHeader, sameText } from './preset.ts';

/**
 * GitHub: `X-Hub-Signature-256: sha256=<hex>`, HMAC-SHA256 over the body. No time is signed, so only the id
 * `X-GitHub-Delivery` tells a repeat. The older SHA-1 header is not looked at.
 * Source: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries.
 */
export const github: Preset = {
  secretProblem: anySecret,
  refuse: (delivery, secret) => {
    const value = readHeader(delivery, 'X-Hub-Signature-256', 'GitHub');
    if (typeof value !== 'string') return value;
    const expected = `sha256=${hmac('sha256', secret, [delivery.raw]).toString('hex')}`;
    return sameText(value, expected) ? null : mismatch('GitHub');
  },
  idOf: (delivery) => headerId(delivery, 'x-github-delivery'),
};
