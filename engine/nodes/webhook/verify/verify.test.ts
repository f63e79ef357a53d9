import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../define.ts';
import { deliver, mutants, outcome } from './test-delivery.ts';
import { createAuthenticate, presetOf, secretNames, type Verify, verifySchema } from './verify.ts';

const now = 1_700_000_000;
const body = '{"id":"evt_1","event_id":"Ev1","text":"é"}';
const hex = (secret: string, text: string, algorithm = 'sha256') =>
  createHmac(algorithm, secret).update(text).digest('hex');
const base64 = (secret: string | Buffer, text: string, algorithm = 'sha256') =>
  createHmac(algorithm, secret).update(text).digest('base64');

const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');

type Settings = { kind: Verify['kind'] } & Record<string, unknown>;
interface Case {
  verify: Settings;
  secret: string;
  headers: Delivery['headers'];
}

/** One genuine delivery for every way of checking. */
const genuine: Record<string, Case> = {
  stripe: {
    verify: { kind: 'stripe' },
    secret: 'whsec_test_secret',
    headers: { 'stripe-signature': `t=${now},v1=${hex('whsec_test_secret', `${now}.${body}`)}` },
  },
  github: { verify: { kind: 'github' }, secret: 's', headers: { 'x-hub-signature-256': `sha256=${hex('s', body)}` } },
  shopify: { verify: { kind: 'shopify' }, secret: 's', headers: { 'x-shopify-hmac-sha256': base64('s', body) } },
  slack: {
    verify: { kind: 'slack' },
    secret: 's',
    headers: { 'x-slack-signature': `v0=${hex('s', `v0:${now}:${body}`)}`, 'x-slack-request-timestamp': `${now}` },
  },
  'standard webhooks': {
    verify: { kind: 'standard-webhooks' },
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    headers: {
      'webhook-id': 'msg_1',
      'webhook-timestamp': `${now}`,
      'webhook-signature': `v1,${base64(Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64'), `msg_1.${now}.${body}`)}`,
    },
  },
  'standard webhooks with a public key': {
    verify: { kind: 'standard-webhooks' },
    secret: `whpk_${publicKey}`,
    headers: {
      'svix-id': 'msg_1',
      'svix-timestamp': `${now}`,
      'svix-signature': `v1a,${sign(null, Buffer.from(`msg_1.${now}.${body}`), keys.privateKey).toString('base64')}`,
    },
  },
  'hmac over the body': {
    verify: { kind: 'hmac', header: 'X-Sig' },
    secret: 's',
    headers: { 'x-sig': hex('s', body) },
  },
  'hmac with id, time and prefix': {
    verify: {
      kind: 'hmac',
      header: 'X-Sig',
      algorithm: 'sha512',
      encoding: 'base64',
      prefix: 'v1:',
      signed: '{id}.{timestamp}.{body}',
      timestampHeader: 'X-Time',
      idHeader: 'X-Id',
    },
    secret: 's',
    headers: { 'x-sig': `v1:${base64('s', `d1.${now}.${body}`, 'sha512')}`, 'x-time': `${now}`, 'x-id': 'd1' },
  },
  'hmac with SHA-1': {
    verify: { kind: 'hmac', header: 'X-Sig', algorithm: 'sha1', prefix: 'sha1=' },
    secret: 's',
    headers: { 'x-sig': `sha1=${hex('s', body, 'sha1')}` },
  },
  'a secret in a header': {
    verify: { kind: 'header-secret', header: 'X-Token' },
    secret: 'open sesame',
    headers: { 'x-token': 'open sesame' },
  },
  'user and password': {
    verify: { kind: 'basic' },
    secret: 'ana:pässword',
    headers: { authorization: `Basic ${Buffer.from('ana:pässword').toString('base64')}` },
  },
};
const unsigned = ['a secret in a header', 'user and password'];

describe.each(Object.entries(genuine))('%s', (name, { verify, secret, headers }) => {
  test('a genuine delivery is accepted', () => {
    expect(outcome(verify, deliver(headers, body, now), secret)).toBe('ok');
  });
  test('no mutant of it is', () => {
    let tried = 0;
    const accepted: string[] = [];
    for (const { what, delivery } of mutants(deliver(headers, body, now), Object.keys(headers))) {
      const sameHeaders = JSON.stringify(delivery.headers) === JSON.stringify(headers);
      if (unsigned.includes(name) && sameHeaders) continue;
      tried++;
      if (outcome(verify, delivery, secret) === 'ok') accepted.push(what);
    }
    // The name of the scheme "Basic" is the same in any case (RFC 7617).
    expect(accepted.filter((what) => !/^authorization byte [0-4] bit 5$/.test(what))).toEqual([]);
    expect(tried).toBeGreaterThan(80);
  });
  test('nothing is accepted without a secret that can be used', () => {
    for (const unusable of [undefined, '', ' ', '\n'])
      expect(outcome(verify, deliver(headers, body, now), unusable)).toBe(503);
  });
  test('another secret does not open it', () => {
    const other = secret.startsWith('wh') ? 'whsec_AAAAAAAAAAAAAAAAAAAAAAAA' : `${secret}:x`;
    expect(outcome(verify, deliver(headers, body, now), other)).toBe(401);
  });
  test('a previous secret opens it as long as it is named, and only beside a present one', () => {
    const settings = verifySchema.parse({ ...verify, credential: 'now', previousCredential: 'before' });
    const authenticate = createAuthenticate(settings);
    const delivery = deliver(headers, body, now);
    const other = secret.startsWith('wh') ? 'whsec_AAAAAAAAAAAAAAAAAAAAAAAA' : 'other:x';
    const status = (secrets: [string, string][]) => {
      const result = authenticate(delivery, new Map(secrets));
      return result.ok ? 'ok' : result.status;
    };
    expect(secretNames(settings)).toEqual(['now', 'before']);
    expect(
      status([
        ['now', other],
        ['before', secret],
      ]),
    ).toBe('ok');
    expect(
      status([
        ['now', secret],
        ['before', other],
      ]),
    ).toBe('ok');
    expect(status([['now', secret]])).toBe('ok');
    expect(
      status([
        ['now', other],
        ['before', ''],
      ]),
    ).toBe(401);
    expect(status([['now', other]])).toBe(401);
    expect(status([['before', secret]])).toBe(503);
    expect(
      status([
        ['now', ''],
        ['before', secret],
      ]),
    ).toBe(503);
  });
  test('no refusal repeats the secret', () => {
    const settings = verifySchema.parse({ ...verify, credential: 'now' });
    const result = createAuthenticate(settings)(deliver({}, body, now), new Map([['now', `${secret}-canary`]]));
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});

test('a previous secret that is empty opens nothing, whatever was signed with it', () => {
  const settings = verifySchema.parse({ kind: 'github', credential: 'now', previousCredential: 'before' });
  const delivery = deliver({ 'x-hub-signature-256': `sha256=${hex('', body)}` }, body, now);
  const secrets = new Map([
    ['now', 's'],
    ['before', ''],
  ]);
  expect(createAuthenticate(settings)(delivery, secrets)).toMatchObject({ ok: false, status: 401 });
});

describe('the id of a delivery', () => {
  const parsed = (verify: Settings) =>
    verifySchema.parse(verify.kind === 'none' ? verify : { credential: 'c', ...verify });
  const idOf = (verify: Settings, headers: Delivery['headers'], content: unknown = {}) =>
    presetOf(parsed(verify))?.idOf(deliver(headers, ''), { body: content as never }) ?? null;
  test.each([
    ['stripe', {}, { id: 'evt_1' }, 'evt_1'],
    ['stripe', {}, { id: 5 }, null],
    ['stripe', {}, 'text', null],
    ['github', { 'X-GitHub-Delivery': '72d3162e' }, {}, '72d3162e'],
    ['shopify', { 'X-Shopify-Webhook-Id': 'b54557e4' }, {}, 'b54557e4'],
    ['slack', {}, { event_id: 'Ev08MFMKH6' }, 'Ev08MFMKH6'],
    ['standard-webhooks', { 'webhook-id': 'msg_1' }, {}, 'msg_1'],
    ['standard-webhooks', { 'svix-id': 'msg_2' }, {}, 'msg_2'],
    ['github', { 'X-GitHub-Delivery': ['a', 'b'] }, {}, null],
    ['github', {}, {}, null],
    ['basic', {}, { id: 'x' }, null],
    ['none', {}, { id: 'x' }, null],
  ] as const)('%s: %j %j gives %j', (kind, headers, content, id) => {
    expect(idOf({ kind }, headers as unknown as Delivery['headers'], content)).toBe(id);
  });
  test('a sender of its own making names the header', () => {
    expect(idOf({ kind: 'hmac', header: 'X-Sig', idHeader: 'X-Event-Id' }, { 'X-Event-Id': '7' })).toBe('7');
    expect(idOf({ kind: 'hmac', header: 'X-Sig' }, { 'X-Event-Id': '7' })).toBeNull();
  });
});
