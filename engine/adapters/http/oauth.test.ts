import { expect, onTestFinished, test } from 'vitest';
import type { OpenCredential } from '../../model/credential.ts';
import { openService, type Received, type Reply } from '../../testing/echo-service.ts';
import { createHttpClient } from './client.ts';

const secret = 's p:ä-canary';

interface Setting {
  token?: (count: number) => Reply;
  api?: (request: Received, count: number) => Reply;
  auth?: 'header' | 'body';
  hosts?: string[];
  isLocal?: () => boolean;
}

const openRig = async ({ token, api, auth = 'header', hosts = [], isLocal = () => true }: Setting = {}) => {
  const given = (count: number): Reply => ({ status: 200, body: { access_token: `token-${count}`, expires_in: 100 } });
  const tokens = await openService((_request, count) => (token ?? given)(count));
  const service = await openService((request, count) => api?.(request, count) ?? { status: 200, body: { ok: true } });
  let nowMs = 0;
  const http = createHttpClient({ ownPorts: () => new Set(), isLocal, monotonic: () => nowMs });
  onTestFinished(() => http.close());
  let settings = { tokenUrl: `${tokens.url}/token`, clientId: 'my id', clientSecret: secret, scope: 'a b', auth };
  const open = (name: string): OpenCredential => ({ name, kind: 'oauth2', hosts, value: JSON.stringify(settings) });
  const client = http.forFlow({ allowsPrivate: () => true, openCredential: open });
  const send = (method = 'GET') =>
    client.send({
      ...{ method, url: `${service.url}/orders`, headers: [], credential: 'Shop', literalHost: '127.0.0.1' },
      ...{ depth: 0, timeoutMs: 2000, signal: new AbortController().signal },
    });
  return {
    tokens: tokens.requests,
    sent: service.requests,
    send,
    signIn: () => http.signIn(open('Shop')),
    later: (ms: number) => {
      nowMs += ms;
    },
    change: (clientSecret: string) => {
      settings = { ...settings, clientSecret };
    },
  };
};
const bearers = (requests: readonly Received[]) => requests.map(({ headers }) => headers.authorization);

test('a token is fetched once, also for requests at the same time, and again before it ends', async () => {
  const { tokens, sent, send, later } = await openRig();
  await Promise.all([send(), send(), send()]);
  expect(bearers(sent)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-1']);
  later(89_000);
  await send();
  expect(tokens).toHaveLength(1);
  later(2000);
  await send();
  expect(bearers(sent).at(-1)).toBe('Bearer token-2');
});

test('id and secret go into a header, form-encoded first, or into the form', async () => {
  const inHeader = await openRig();
  await inHeader.send();
  expect(inHeader.tokens[0]).toMatchObject({
    method: 'POST',
    url: '/token',
    body: 'grant_type=client_credentials&scope=a+b',
    headers: { authorization: `Basic ${Buffer.from('my+id:s+p%3A%C3%A4-canary').toString('base64')}` },
  });
  const inBody = await openRig({ auth: 'body' });
  await inBody.send();
  expect(inBody.tokens[0]?.headers.authorization).toBeUndefined();
  expect(Object.fromEntries(new URLSearchParams(inBody.tokens[0]?.body))).toEqual({
    grant_type: 'client_credentials',
    scope: 'a b',
    client_id: 'my id',
    client_secret: secret,
  });
});

test('a token that is not taken any more is replaced once; a new one that is not taken is the answer', async () => {
  const { tokens, sent, send } = await openRig({
    api: ({ headers }) => ({ status: headers.authorization === 'Bearer token-2' ? 401 : 200, body: {} }),
  });
  await send();
  expect((await send('POST')).status).toBe(200);
  const strict = await openRig({ api: (_request, count) => ({ status: count === 1 ? 200 : 401, body: {} }) });
  await strict.send();
  expect((await strict.send()).status).toBe(401);
  expect([strict.tokens.length, strict.sent.length, tokens.length, sent.length]).toEqual([2, 3, 1, 2]);
});

test('another secret is another sign-in, and a test signs in anew', async () => {
  const { tokens, send, change, signIn } = await openRig();
  await send();
  change('new');
  await send();
  expect(await signIn()).toMatchObject({ expiresInMs: 100_000 });
  expect(tokens).toHaveLength(3);
});

test('for a host it is not for, not even a token is fetched', async () => {
  const { tokens, sent, send } = await openRig({ hosts: ['api.example.com'] });
  await expect(send()).rejects.toMatchObject({ code: 'credential.host' });
  expect([tokens, sent]).toEqual([[], []]);
});

test('a public name does not open the way to this computer', async () => {
  const { tokens, send } = await openRig({ isLocal: () => false });
  await expect(send()).rejects.toMatchObject({ code: 'http.private-address' });
  expect(tokens).toEqual([]);
});

test('a service that repeats the token is not allowed to hand it on', async () => {
  const { send } = await openRig({
    api: ({ headers }) => ({ status: 200, body: { got: headers.authorization }, headers: { 'x-got': 'token-1' } }),
  });
  const { text, headers } = await send();
  expect([text, headers['x-got']]).toEqual(['{"got":"Bearer [secret: Shop]"}', '[secret: Shop]']);
});

test.each<[string, Reply, Record<string, unknown>]>([
  [
    'a wrong secret',
    { status: 401, body: { error: 'invalid_client', error_description: 'Unknown client' } },
    { code: 'oauth.refused', who: 'person', message: expect.stringContaining('“Unknown client”') },
  ],
  [
    'a wrong scope',
    { status: 400, body: { error: 'invalid_scope' } },
    { code: 'oauth.refused', fix: 'Correct the scopes under Connections.' },
  ],
  [
    'a bad day',
    { status: 503, body: '', headers: { 'retry-after': '9' } },
    { code: 'oauth.unavailable', retryAfterMs: 9000 },
  ],
  ['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }, { code: 'oauth.refused' }],
  ['a page', { status: 200, body: '<html>' }, { code: 'oauth.no-token', who: 'person' }],
  ['a strange token', { status: 200, body: { access_token: 'x', token_type: 'mac' } }, { code: 'oauth.no-token' }],
])('%s is said in words; nothing is sent, and the next one asks again', async (_name, reply, fault) => {
  const { tokens, sent, send } = await openRig({ token: () => reply });
  for (let times = 0; times < 2; times++) {
    const thrown = await send('POST').catch((caught: unknown) => caught);
    expect(thrown).toMatchObject({ ...fault, outcomeUnknown: false });
    expect(JSON.stringify(thrown)).not.toContain('canary');
  }
  expect([tokens.length, sent.length]).toEqual([2, 0]);
});
