import { describe, expect, test } from 'vitest';
import { deliver, outcome } from './test-delivery.ts';

/**
 * Signatures nobody here computed. Data only, from: standard-webhooks/standard-webhooks (MIT and Apache-2.0), GitHub's and
 * Slack's documentation, octokit/webhooks-methods.js (MIT), Shopify/shopify-app-js (MIT).
 */
describe('Standard Webhooks: fixed vector of all its libraries', () => {
  const body = '{"test": 2432232314}';
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  const headers = (family: string, list = signature) => ({
    [`${family}-id`]: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    [`${family}-timestamp`]: '1614265330',
    [`${family}-signature`]: list,
  });
  const verify = { kind: 'standard-webhooks' as const };
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

  test.each(['webhook', 'svix'])('the headers %s-*', (family) => {
    expect(outcome(verify, deliver(headers(family), body, 1_614_265_330), secret)).toBe('ok');
  });
  test('the secret without its prefix', () => {
    expect(outcome(verify, deliver(headers('webhook'), body, 1_614_265_330), secret.slice(6))).toBe('ok');
  });
  test('several signatures, one of them right', () => {
    const wrong = 'Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
    const list = `v1,${wrong} v2,${wrong} ${signature} v1,${wrong}`;
    expect(outcome(verify, deliver(headers('webhook', list), body, 1_614_265_330), secret)).toBe('ok');
    expect(outcome(verify, deliver(headers('webhook', `v1,${wrong} v2,${wrong}`), body, 1_614_265_330), secret)).toBe(
      401,
    );
  });
  test.each([
    'v1,dawfeoifkpqwoekfpqoekf',
    'v1,',
    signature.slice(0, 8),
    signature.slice(3),
    signature.replace('v1', 'v2'),
  ])('the signature %j is refused', (list) => {
    expect(outcome(verify, deliver(headers('webhook', list), body, 1_614_265_330), secret)).toBe(401);
  });
  test.each([
    [-301, 401],
    [-300, 'ok'],
    [300, 'ok'],
    [301, 401],
  ])('received %i seconds after it was signed: %s', (seconds, expected) => {
    expect(outcome(verify, deliver(headers('webhook'), body, 1_614_265_330 + seconds), secret)).toBe(expected);
  });
  test.each(['', 'whsec_', 'whsec_not base64!', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n', 'whpk_AAAA'])(
    'the secret %j cannot be used',
    (unusable) => {
      expect(outcome(verify, deliver(headers('webhook'), body, 1_614_265_330), unusable)).toBe(503);
    },
  );
});

describe('GitHub', () => {
  const verify = { kind: 'github' as const };
  const signed = (body: string, signature: string) => deliver({ 'X-Hub-Signature-256': signature }, body);
  test('the example of its documentation', () => {
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    expect(outcome(verify, signed('Hello, World!', signature), "It's a Secret to Everybody")).toBe('ok');
    expect(outcome(verify, signed('Hello, World?', signature), "It's a Secret to Everybody")).toBe(401);
  });
  test.each([
    ['mysecret', '{"foo":"bar"}', '4864d2759938a15468b5df9ade20bf161da9b4f737ea61794142f3484236bda3'],
    ['mysecret', '{\n  "foo": "bar"\n}\n', 'e3eccac34c43c7dc1cbb905488b1b81347fcc700a7b025697a9d07862256023f'],
    [
      'development',
      '{\n  "foo": "Foo\\n\\u001B[34mbar: ♥♥♥♥♥♥♥♥\\nthis-is-lost\\u001B[0m\\u001B[2K"\n}\n',
      '9dacf9003316b09be07df56d86a2d0d6872e42a1e6c72c3bad9ff915a7c5603e',
    ],
    ['development', '{\n  "foo": "\\\\u001b"\n}\n', '87316067e2011fae39998b18c46a14d83b3e7c3ffdd88fb2ee5afb7d11288e60'],
  ])('octokit: secret %s, body %j', (secret, body, hex) => {
    expect(outcome(verify, signed(body, `sha256=${hex}`), secret)).toBe('ok');
    expect(outcome(verify, signed(body, `sha256=${hex}`), 'foo')).toBe(401);
    expect(outcome(verify, signed(body, `sha256=xxx${hex.slice(3)}`), secret)).toBe(401);
    expect(outcome(verify, signed(body, `sha256=${hex.toUpperCase()}`), secret)).toBe(401);
    expect(outcome(verify, signed(body, hex), secret)).toBe(401);
    expect(outcome(verify, signed(body, 'foo'), secret)).toBe(401);
  });
  test('the older SHA-1 header alone does not count', () => {
    const headers = { 'X-Hub-Signature': 'sha1=d03207e4b030cf234e3447bac4d93add4c6643d8' };
    expect(outcome(verify, deliver(headers, '{"foo":"bar"}'), 'mysecret')).toBe(401);
  });
});

describe('Slack: the example of its documentation', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar' +
    '&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com' +
    '%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const headers = {
    'X-Slack-Request-Timestamp': '1531420618',
    'X-Slack-Signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  };
  const secret = '8f742231b10e8888abcd99yyyzzz85a5';
  test.each([
    [-301, 401],
    [-300, 'ok'],
    [0, 'ok'],
    [300, 'ok'],
    [301, 401],
  ])('received %i seconds after it was signed: %s', (seconds, expected) => {
    expect(outcome({ kind: 'slack' }, deliver(headers, body, 1_531_420_618 + seconds), secret)).toBe(expected);
  });
  test.each(['v0=invalid-signature', 'v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503', ''])(
    'the signature %j is refused',
    (signature) => {
      const changed = deliver({ ...headers, 'X-Slack-Signature': signature }, body, 1_531_420_618);
      expect(outcome({ kind: 'slack' }, changed, secret)).toBe(401);
    },
  );
});

describe('Shopify: the vector of its library', () => {
  const signed = (signature: string) => deliver({ 'X-Shopify-Hmac-Sha256': signature }, '{"foo": "bar"}');
  const right = 'B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=';
  test('is accepted', () => {
    expect(outcome({ kind: 'shopify' }, signed(right), 'test_secret_key')).toBe('ok');
  });
  test.each(['', 'wrong', right.slice(0, -1), `${right} `, right.toLowerCase()])(
    'not with the signature %j',
    (signature) => {
      expect(outcome({ kind: 'shopify' }, signed(signature), 'test_secret_key')).toBe(401);
    },
  );
  test('not with another secret', () => {
    expect(outcome({ kind: 'shopify' }, signed(right), 'test_secret')).toBe(401);
  });
});
