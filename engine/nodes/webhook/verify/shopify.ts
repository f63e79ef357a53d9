import { anySecret, headerId, hmac, mismatch, type Preset, readHeader, sameText } from './preset.ts';

/**
 * Shopify: `X-Shopify-Hmac-Sha256: <base64>`, HMAC-SHA256 over the body with the client secret of the app. No time is
 * signed; `X-Shopify-Webhook-Id` stays the same when a delivery is sent again.
 * Source: https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook-to-ensure-its-coming-from-shopify.
 */
export const shopify: Preset = {
  secretProblem: anySecret,
  refuse: (delivery, secret) => {
    const value = readHeader(delivery, 'X-Shopify-Hmac-Sha256', 'Shopify');
    if (typeof value !== 'string') return value;
    const expected = hmac('sha256', secret, [delivery.raw]).toString('base64');
    return sameText(value, expected) ? null : mismatch('Shopify');
  },
  idOf: (delivery) => headerId(delivery, 'x-shopify-webhook-id'),
};
