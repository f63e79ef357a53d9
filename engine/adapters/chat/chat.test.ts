import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ChatSettings } from '../../model/chat.ts';
import { openService, type Reply } from '../../testing/echo-service.ts';
import { createHttpClient } from '../http/client.ts';
import { createChatTransport } from './transport.ts';

const token = '123456789:AAE-canary_token_0123456789abcdef';
const path = '/services/T0CANARY/B0CANARY/canarycanarycanary1234';

const settingsFor = (service: ChatSettings['service'], url: string): ChatSettings =>
  service === 'telegram' ? { service, token, chat: '-1001234', server: url } : { service, url: `${url}${path}` };

const openChat = async (service: ChatSettings['service'], reply?: (count: number) => Reply) => {
  const { url, requests } = await openService((_request, count) => reply?.(count) ?? { status: 200, body: 'ok' });
  const http = createHttpClient({ ownPorts: () => new Set(), connectTimeoutMs: 500 });
  onTestFinished(() => http.close());
  const transport = createChatTransport(http);
  const settings = settingsFor(service, url);
  const redact = (text: string) => text.replaceAll(token, '[secret]').replaceAll(path, '[secret]');
  const chat = transport.forFlow({ openConnection: () => settings, redact });
  const call = { depth: 1, nowMs: Date.UTC(2026, 10, 25), timeoutMs: 2000, signal: new AbortController().signal };
  const post = (text: string) => chat.send(chat.compose({ connection: 'team', text }), call);
  return { chat, post, requests, url, check: () => transport.check(settings, { ...call, redact }) };
};

const hostile =
  'Hi <!channel> & <@U123>, @here @everyone *bold* _it_ `x` [bank](https://evil.example/a_b*c) ana@example.com\n# big\n- dot';

test.each([
  [
    'slack',
    {
      text: 'Hi &lt;!channel&gt; &amp; &lt;@U123&gt;, @here @everyone *bold* _it_ `x` [bank](https://evil.example/a_b*c) ana@example.com\n# big\n- dot',
      mrkdwn: false,
    },
  ],
  [
    'discord',
    {
      content:
        'Hi \\<!channel> & \\<@U123>, @here @everyone \\*bold\\* \\_it\\_ \\`x\\` \\[bank\\](https://evil.example/a_b*c) ana@example.com\n\\# big\n\\- dot',
      allowed_mentions: { parse: [] },
    },
  ],
  [
    'mattermost',
    {
      text: 'Hi &lt;!channel&gt; &amp; &lt;@\u200bU123&gt;, @\u200bhere @\u200beveryone \\*bold\\* \\_it\\_ \\`x\\` \\[bank\\](https://evil.example/a_b*c) ana@example.com\n\\# big\n\\- dot',
    },
  ],
  ['telegram', { chat_id: -1001234, text: hostile }],
] as const)('%s: nothing in a text calls anybody, hides a link or becomes a heading', async (service, body) => {
  const { post, requests } = await openChat(service);
  await post(hostile);
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' } });
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual(body);
});

test('teams gets a card of plain pieces, a line each; only whole addresses lead somewhere', async () => {
  const { post, requests } = await openChat('teams', () => ({ status: 202, body: '' }));
  await post('Order *1* <at>Ana</at>\n\nsee https://example.com/x_y now');
  const { type, attachments } = JSON.parse(requests[0]?.body ?? '');
  expect([type, attachments[0].contentType]).toEqual(['message', 'application/vnd.microsoft.card.adaptive']);
  expect(attachments[0].content.body).toEqual([
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Order *1* <at>Ana</at>' }] },
    { type: 'RichTextBlock', spacing: 'None', inlines: [{ type: 'TextRun', text: ' ' }] },
    {
      type: 'RichTextBlock',
      spacing: 'None',
      inlines: [
        { type: 'TextRun', text: 'see ' },
        {
          type: 'TextRun',
          text: 'https://example.com/x_y',
          selectAction: { type: 'Action.OpenUrl', url: 'https://example.com/x_y' },
        },
        { type: 'TextRun', text: ' now' },
      ],
    },
  ]);
});

test.each(['slack', 'discord', 'teams', 'mattermost', 'telegram'] as const)(
  '%s: what is composed is sent byte for byte, to the secret address and with no secret in it',
  async (service) => {
    const { chat, post, requests, url } = await openChat(service, () => ({ status: 200, body: { ok: true } }));
    const text = 'Olá Ana ✿ “64,90 €” \ud800 🙂';
    const composed = chat.compose({ connection: 'team', text });
    await post(text);
    expect(requests[0]?.body).toBe(composed.body);
    expect(composed.text).toBe('Olá Ana ✿ “64,90 €” \ufffd 🙂');
    expect(JSON.stringify(composed)).not.toMatch(/canary/i);
    const asked = { telegram: `/bot${token}/sendMessage`, discord: `${path}?wait=true` };
    expect(requests[0]?.url).toBe(service === 'telegram' || service === 'discord' ? asked[service] : path);
    expect(url).toContain('127.0.0.1');
  },
);

test('the id of the message is handed on where the service gives one', async () => {
  const discord = await openChat('discord', () => ({ status: 200, body: { id: '1183', channel_id: '9' } }));
  expect(await discord.post('x')).toEqual({ messageId: '1183' });
  const telegram = await openChat('telegram', () => ({ status: 200, body: { ok: true, result: { message_id: 43 } } }));
  expect(await telegram.post('x')).toEqual({ messageId: '43' });
  expect(await (await openChat('slack')).post('x')).toEqual({ messageId: null });
});

test.each([
  ['slack', 40_000],
  ['discord', 2000],
  ['mattermost', 16_383],
  ['telegram', 4096],
] as const)('%s takes %d characters and not one more', async (service, limit) => {
  const { chat } = await openChat(service);
  const compose = (length: number) => chat.compose({ connection: 'team', text: 'x'.repeat(length) });
  expect(compose(limit).text).toHaveLength(limit);
  expect(() => compose(limit + 1)).toThrow(
    expect.objectContaining({ code: 'chat.too-long', who: 'person', data: { length: limit + 1, limit } }),
  );
});

test('a card for Teams may be 28 KB as a whole', async () => {
  const { chat } = await openChat('teams');
  expect(() => chat.compose({ connection: 'team', text: 'é'.repeat(14_400) })).toThrow('takes at most 28,672');
  expect(() => chat.compose({ connection: 'team', text: ' \n ' })).toThrow(
    expect.objectContaining({ code: 'chat.no-text' }),
  );
});

const outcome = { code: '', who: '', retryable: false };
test.each<[ChatSettings['service'], Reply, Partial<typeof outcome> & Record<string, unknown>]>([
  [
    'slack',
    { status: 429, body: 'rate_limited', headers: { 'retry-after': '30' } },
    { code: 'chat.slow-down', who: 'world', retryable: true, retryAfterMs: 30_000 },
  ],
  [
    'discord',
    { status: 429, body: { message: 'You are being rate limited.', retry_after: 1.2 } },
    { code: 'chat.slow-down', retryAfterMs: 1200 },
  ],
  [
    'telegram',
    {
      status: 429,
      body: { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 17 } },
    },
    { code: 'chat.slow-down', retryAfterMs: 17_000 },
  ],
  [
    'teams',
    {
      status: 200,
      body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x',
    },
    { code: 'chat.slow-down', retryable: true },
  ],
  [
    'slack',
    { status: 404, body: 'no_service' },
    {
      code: 'chat.gone',
      who: 'person',
      retryable: false,
      message: 'The webhook of this connection does not exist any more at Slack. It said: “no_service”.',
    },
  ],
  ['slack', { status: 410, body: 'channel_is_archived' }, { code: 'chat.gone', who: 'person' }],
  [
    'discord',
    { status: 404, body: { message: 'Unknown Webhook', code: 10_015 } },
    { code: 'chat.gone', data: { status: 404, answer: 'Unknown Webhook' } },
  ],
  ['telegram', { status: 401, body: { ok: false, description: 'Unauthorized' } }, { code: 'chat.gone', who: 'person' }],
  [
    'telegram',
    { status: 400, body: { ok: false, description: 'Bad Request: chat not found' } },
    { code: 'chat.refused', who: 'person', fix: expect.stringContaining('member') },
  ],
  [
    'telegram',
    { status: 400, body: { ok: false, description: 'upgraded', parameters: { migrate_to_chat_id: -100_777 } } },
    { code: 'chat.gone', fix: expect.stringContaining('-100777') },
  ],
  [
    'mattermost',
    { status: 500, body: '<html>oops</html>' },
    {
      code: 'chat.unavailable',
      who: 'world',
      outcomeUnknown: true,
      message: 'Mattermost has a problem of its own (500).',
    },
  ],
  [
    'mattermost',
    { status: 503, body: '', headers: { 'retry-after': '2' } },
    { code: 'chat.unavailable', retryable: true, retryAfterMs: 2000 },
  ],
  [
    'slack',
    { status: 302, body: '', headers: { location: 'https://example.com/' } },
    { code: 'chat.moved', who: 'person' },
  ],
  ['slack', { status: 400, body: 'invalid_payload' }, { code: 'chat.refused', who: 'person' }],
])('%s answering %j', async (service, reply, fault) => {
  const { post, requests } = await openChat(service, () => reply);
  await expect(post('x')).rejects.toMatchObject(fault);
  if (!('outcomeUnknown' in fault)) expect(await post('x').catch((thrown) => thrown.outcomeUnknown)).toBeUndefined();
  // A redirect is not followed: nothing but the two messages arrived.
  expect(requests.every(({ method }) => method === 'POST')).toBe(true);
});

test('no fault holds the secret, whether the service says it or nobody answers', async () => {
  const said = await openChat('telegram', () => ({ status: 400, body: { ok: false, description: `bad ${token}` } }));
  const closed = await openChat('slack');
  const http = createHttpClient({ ownPorts: () => new Set(), connectTimeoutMs: 200 });
  onTestFinished(() => http.close());
  const settings: ChatSettings = { service: 'slack', url: `http://127.0.0.1:9${path}` };
  const nobody = createChatTransport(http).forFlow({ openConnection: () => settings, redact: (text) => text });
  const call = { depth: 0, nowMs: 0, timeoutMs: 2000, signal: new AbortController().signal };
  const faults = await Promise.all(
    [said.post('x'), nobody.send(closed.chat.compose({ connection: 'team', text: 'x' }), call)].map((sent) =>
      sent.catch((thrown) => thrown),
    ),
  );
  expect(faults.map(({ code }) => code)).toEqual(['chat.refused', 'http.refused']);
  expect(faults[1].outcomeUnknown).toBeUndefined();
  expect(JSON.stringify(faults)).not.toMatch(/canary/i);
});

test('the name of a service may not lead into the local network', async () => {
  const http = createHttpClient({
    ownPorts: () => new Set(),
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  onTestFinished(() => http.close());
  const send = (settings: ChatSettings) => {
    const chat = createChatTransport(http).forFlow({ openConnection: () => settings, redact: (text) => text });
    const call = { depth: 0, nowMs: 0, timeoutMs: 2000, signal: new AbortController().signal };
    return chat.send(chat.compose({ connection: 'team', text: 'x' }), call);
  };
  await expect(send({ service: 'slack', url: `https://hooks.slack.com${path}` })).rejects.toMatchObject({
    code: 'http.private-address',
  });
  // A Mattermost in the office has a name that leads there; nothing answers at this port, but it was called.
  await expect(send({ service: 'mattermost', url: `https://chat.example.com:9${path}` })).rejects.toMatchObject({
    code: 'http.refused',
  });
});

test('a connection is checked without posting', async () => {
  const telegram = await openChat('telegram', (count) => ({
    status: 200,
    body: { ok: true, result: count === 1 ? { username: 'shop_bot' } : { title: 'Orders' } },
  }));
  expect(await telegram.check()).toEqual({ bot: 'shop_bot', chat: 'Orders' });
  expect(telegram.requests.map(({ method, url }) => `${method} ${url.replace(token, 'TOKEN')}`)).toEqual([
    'GET /botTOKEN/getMe',
    'GET /botTOKEN/getChat?chat_id=-1001234',
  ]);
  const discord = await openChat('discord', () => ({ status: 200, body: { name: 'Shop' } }));
  expect(await discord.check()).toEqual({ webhook: 'Shop' });
  const slack = await openChat('slack', () => ({ status: 404, body: '' }));
  expect(await slack.check()).toBe(null);
  expect(slack.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /']);
  const gone = await openChat('discord', () => ({ status: 404, body: { message: 'Unknown Webhook' } }));
  await expect(gone.check()).rejects.toMatchObject({ code: 'chat.gone' });
});

test('a connection that breaks before the answer leaves open what happened, and is not tried again by itself', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.destroy()));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const http = createHttpClient({ ownPorts: () => new Set() });
  onTestFinished(() => http.close());
  const { port } = server.address() as AddressInfo;
  const settings = settingsFor('slack', `http://127.0.0.1:${port}`);
  const chat = createChatTransport(http).forFlow({ openConnection: () => settings, redact: (text) => text });
  const call = { depth: 0, nowMs: 0, timeoutMs: 2000, signal: new AbortController().signal };
  await expect(chat.send(chat.compose({ connection: 'team', text: 'x' }), call)).rejects.toMatchObject({
    code: 'http.connection-lost',
    outcomeUnknown: true,
    retryable: false,
    fix: 'Look into the chat to see whether it arrived, then decide.',
  });
});
