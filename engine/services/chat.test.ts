import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openService, type Reply } from '../testing/echo-service.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

const secretPath = '/services/T0CANARY/B0CANARY/canarycanarycanary1234';

const flowWith = (params: object, onError: object = { retries: 0 }) =>
  drawFlow(
    {
      start: { type: 'manual' },
      post: {
        type: 'chat-message',
        params: { text: 'Order of {{ trigger.name }}', ...params },
        onError,
      },
    },
    ['start > post'],
    { name: 'Tell' },
  );
const start = ({ call }: TestEngine) => call('runs.start', { subject: { flow: 'Tell' }, payload: { name: 'Ana' } });

const connect = ({ call }: TestEngine, settings: object) =>
  call('credentials.set', { name: 'team', kind: 'chat', value: JSON.stringify(settings) });

const openSlack = async (reply?: () => Reply) => {
  const rig = await openTestEngine();
  const service = await openService(reply ?? (() => ({ status: 200, body: 'ok' })));
  await connect(rig, { service: 'slack', url: `${service.url}${secretPath}` });
  return { rig, ...service };
};

test('a flow posts through a connection, and the run shows what the dry run showed', async () => {
  const { rig, requests } = await openSlack();
  expect(await rig.call('credentials.list', {})).toMatchObject([{ kind: 'chat', hosts: ['127.0.0.1'], hint: null }]);
  const dry = await rig.call('runs.dry', {
    subject: { document: flowWith({ connection: 'team' }) },
    payload: { name: 'Ana' },
  });
  expect(requests).toEqual([]);
  expect((await rig.importFlow(flowWith({ connection: 'team' }))).missingGrants).toEqual([]);
  const run = await start(rig);
  expect(run.steps[0]).toMatchObject({
    status: 'succeeded',
    effect: 'not-repeatable',
    output: { sent: true, service: 'slack', practice: false },
  });
  expect(run.steps[0]?.did).toEqual(dry.steps[0]?.would);
  expect(requests.map(({ url, body }) => [url, body])).toEqual([
    [secretPath, '{"text":"Order of Ana","mrkdwn":false}'],
  ]);
  expect(await rig.call('outbox.list', {})).toEqual([]);
});

test('without a connection the message is kept in the Practice outbox', async () => {
  const rig = await openTestEngine();
  await rig.importFlow(flowWith({ text: 'Order of {{ trigger.name }}\nsecond line' }));
  const run = await start(rig);
  expect(run.steps[0]?.effect).toBe('repeatable');
  const [kept, ...others] = await rig.call('outbox.list', { kind: 'chat' });
  expect([kept, others]).toMatchObject([{ kind: 'chat', title: 'Order of Ana', to: [], node: 'post' }, []]);
  expect((await rig.call('outbox.show', { message: kept?.id as never })).message).toEqual(run.steps[0]?.did);
});

test('the secret address is stored nowhere, whatever the service says', async () => {
  let count = 0;
  const secret = secretPath.split('/').at(-1) ?? '';
  const { rig, url } = await openSlack(() => ({
    status: 400,
    body: [`no ${secretPath}`, `no ${secret}`, `${'.'.repeat(140)} ${secret}`][count++ % 3],
  }));
  await rig.importFlow(flowWith({ connection: 'team', text: `See ${url}${secretPath}` }));
  for (let times = 0; times < 3; times++)
    expect(await start(rig)).toMatchObject({ status: 'failed', error: { code: 'chat.refused' } });
  const runs = await rig.call('runs.list', {});
  const shown = JSON.stringify([
    await Promise.all(runs.map(({ id }) => rig.call('runs.show', { run: id }))),
    await rig.call('credentials.list', {}),
  ]);
  expect(shown).toContain('[secret: team]');
  await rig.stop();
  const stored = readdirSync(rig.dataDir)
    .filter((name) => name.startsWith('runs.db'))
    .map((name) => readFileSync(join(rig.dataDir, name), 'latin1'))
    .join('');
  expect(stored).toContain('[secret: team]');
  expect([shown.includes('canarycanary'), stored.includes('canarycanary')]).toEqual([false, false]);
});

test('a webhook is checked for shape and an answer, and a test message shows the rest', async () => {
  const { rig, requests, url } = await openSlack();
  expect(await rig.call('credentials.check', { name: 'team' })).toEqual({
    ok: true,
    message: `The address has the right form, and ${new URL(url).host} answers. Only a message shows whether it may post.`,
    fix: 'Send a test message to be sure.',
  });
  expect(requests.map(({ method }) => method)).toEqual(['GET']);
  expect(await rig.call('credentials.sendTest', { name: 'team' })).toEqual({
    ok: true,
    message: 'It works: Slack took a test message.',
    fix: null,
  });
  expect(JSON.parse(requests[1]?.body ?? '').text).toBe('A test message from WhenThen. The connection “team” works.');
  expect((await rig.call('credentials.list', {}))[0]?.check).toMatchObject({ ok: true, fix: null });
});

test('a bot is checked at the service, and what is wrong is said', async () => {
  const rig = await openTestEngine();
  const { url } = await openService(({ url: path }) =>
    path.endsWith('/getMe')
      ? { status: 200, body: { ok: true, result: { username: 'shop_bot' } } }
      : { status: 400, body: { ok: false, description: 'Bad Request: chat not found' } },
  );
  await connect(rig, {
    service: 'telegram',
    token: '123456789:AAE-abcdefghijklmnopqrst',
    chat: '@shop_news',
    server: url,
  });
  expect(await rig.call('credentials.check', { name: 'team' })).toMatchObject({
    ok: false,
    message: 'Telegram did not take the message (400). It said: “Bad Request: chat not found”.',
    fix: expect.stringContaining('member'),
  });
});

test('an address of somebody else is refused when it is entered, and a mail connection is no chat', async () => {
  const rig = await openTestEngine();
  await expect(connect(rig, { service: 'slack', url: 'https://evil.example/services/x' })).rejects.toMatchObject({
    code: 'credential.bad-value',
  });
  await rig.call('credentials.set', { name: 'team', kind: 'bearer', value: 'a-token-1234' });
  await rig.importFlow(flowWith({ connection: 'team' }));
  expect(await start(rig)).toMatchObject({ status: 'failed', error: { code: 'credential.wrong-kind' } });
});

test('asked to slow down, a step waits as long as it was told and sends the message once', async () => {
  let count = 0;
  const { rig, requests } = await openSlack(() =>
    count++ === 0
      ? { status: 429, body: 'rate_limited', headers: { 'retry-after': '0' } }
      : { status: 200, body: 'ok' },
  );
  // Without the wish of the service the next try would be an hour away.
  await rig.importFlow(flowWith({ connection: 'team' }, { retries: 1, firstDelayMs: 3_600_000 }));
  const { id } = await start(rig);
  const run = await rig.waitForRun(id);
  expect(run.steps.map(({ attempt, status }) => [attempt, status])).toEqual([
    [1, 'failed'],
    [2, 'succeeded'],
  ]);
  expect([run.status, requests.length]).toEqual(['succeeded', 2]);
});
