import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Push } from '../contract/pushes.ts';
import type { JsonRecord } from '../model/json.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { mailUser, openMailServer, refusal } from '../testing/mail-server.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';
import { until } from '../testing/until.ts';

const flowWith = (mail: JsonRecord = {}, more: object = {}) =>
  drawFlow(
    {
      start: { type: 'manual' },
      mail: {
        type: 'send-email',
        params: { to: '{{ trigger.email }}', subject: 'Hello {{ trigger.name }}', text: 'Hi', ...mail },
        onError: { retries: 0 },
      },
      tell: { type: 'notify', params: { title: 'Mail for {{ trigger.name }}', text: 'Done' } },
    },
    ['start > mail > tell'],
    { name: 'Welcome', ...more },
  );
const payload = { name: 'Ana', email: 'ana@example.com' };

const listen = ({ engine }: TestEngine): Push[] => {
  const pushes: Push[] = [];
  onTestFinished(engine.pushes((push) => pushes.push(push)));
  return pushes;
};

const start = ({ call }: TestEngine) => call('runs.start', { subject: { flow: 'Welcome' }, payload });

const connect = ({ call }: TestEngine, settings: object) =>
  call('credentials.set', { name: 'mail', kind: 'smtp', value: JSON.stringify(settings, null, 2) });

test('a practice mail and a notification are kept, listed and announced', async () => {
  const rig = await openTestEngine();
  const pushes = listen(rig);
  await rig.importFlow(flowWith());
  const run = await start(rig);
  expect(run.status).toBe('succeeded');
  const [notification, email] = await rig.call('outbox.list', {});
  expect(email).toMatchObject({
    kind: 'email',
    flow: 'Welcome',
    runId: run.id,
    node: 'mail',
    to: ['ana@example.com'],
    title: 'Hello Ana',
  });
  expect(notification).toMatchObject({ kind: 'notification', title: 'Mail for Ana', to: [] });
  expect(await rig.call('outbox.list', { kind: 'email' })).toEqual([email]);
  expect(await rig.call('outbox.list', { before: notification?.id ?? '' })).toEqual([email]);
  const shown = await rig.call('outbox.show', { message: email?.id as never });
  expect(shown.message).toEqual(run.steps.find(({ node }) => node === 'mail')?.did);
  await until(() => pushes.filter(({ name }) => name === 'outbox.added').length === 2);
  expect(pushes.find(({ name }) => name === 'notification.raised')?.data).toEqual({
    id: notification?.id,
    title: 'Mail for Ana',
    text: 'Done',
  });
});

test('a dry run leaves the outbox and the mail server untouched', async () => {
  const rig = await openTestEngine();
  const { settings, mails, connections } = await openMailServer({ secure: 'none' });
  await connect(rig, settings);
  const pushes = listen(rig);
  for (const document of [flowWith(), flowWith({ connection: 'mail' })]) {
    const dry = await rig.call('runs.dry', { subject: { document }, payload });
    expect(dry.steps.map(({ would }) => would?.kind)).toEqual(['email', 'notification']);
  }
  expect(await rig.call('outbox.list', {})).toEqual([]);
  expect([mails.length, connections(), pushes.length]).toEqual([0, 0, 0]);
});

test('a flow sends through a connection, and the run shows what the dry run showed', async () => {
  const rig = await openTestEngine();
  const { settings, mails } = await openMailServer({ secure: 'none' });
  await connect(rig, settings);
  expect(await rig.call('credentials.list', {})).toMatchObject([{ name: 'mail', kind: 'smtp', hosts: ['127.0.0.1'] }]);
  writeFileSync(join(rig.dataDir, 'files', 'price list.csv'), 'a,b\n');
  const document = flowWith({ connection: 'mail', attachments: [{ file: 'price list.csv' }] });
  const dry = await rig.call('runs.dry', { subject: { document }, payload, allow: 'all' });
  const report = await rig.importFlow(document);
  expect(report.missingGrants).toEqual([]);
  const run = await start(rig);
  expect(run.steps[0]).toMatchObject({ status: 'succeeded', effect: 'not-repeatable' });
  expect(run.steps[0]?.did).toEqual(dry.steps[0]?.would);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.message.attachments).toEqual([{ name: 'price list.csv', content: 'a,b\n' }]);
  const messageId = mails[0]?.message.header('message-id');
  expect(run.steps[0]?.output).toMatchObject({ messageId, accepted: ['ana@example.com'], practice: false });
  expect(messageId).toMatch(/^<wt-[a-z2-7]{26}@example\.com>$/);
  expect((await rig.call('outbox.list', {})).map(({ kind }) => kind)).toEqual(['notification']);
});

test('a file WhenThen keeps for itself is never attached', async () => {
  const rig = await openTestEngine();
  const { settings, mails } = await openMailServer({ secure: 'none' });
  await connect(rig, settings);
  const key = join(rig.dataDir, 'secret.key');
  await rig.importFlow(flowWith({ connection: 'mail', attachments: [{ file: key }] }));
  const run = await start(rig);
  expect(run).toMatchObject({ status: 'failed', error: { code: 'file.denied' } });
  expect(mails).toEqual([]);
});

test('running a failed run again from its start sends anew; again from the next step does not', async () => {
  const rig = await openTestEngine();
  await rig.importFlow(flowWith());
  const run = await start(rig);
  await rig.call('runs.retry', { run: run.id, from: 'tell' });
  expect(await rig.call('outbox.list', {})).toHaveLength(2);
  await rig.call('runs.retry', { run: run.id, from: 'start' });
  expect(await rig.call('outbox.list', {})).toHaveLength(4);
});

test('a flow that keeps no data keeps no messages', async () => {
  const rig = await openTestEngine();
  await rig.importFlow(flowWith({}, { settings: { keepData: false } }));
  expect((await start(rig)).status).toBe('succeeded');
  expect(await rig.call('outbox.list', {})).toEqual([]);
});

test('a connection that is none is refused when it is entered', async () => {
  const rig = await openTestEngine();
  const put = (value: string) => rig.call('credentials.set', { name: 'mail', kind: 'smtp', value });
  const good = { host: 'smtp.example.com', port: 465, secure: 'tls', user: 'a', password: 'b', from: 'a@example.com' };
  await put(JSON.stringify(good));
  for (const bad of [
    'x',
    '{}',
    JSON.stringify({ ...good, port: 0 }),
    JSON.stringify({ ...good, secure: 'yes' }),
    JSON.stringify({ ...good, from: 'a@example.com\r\nBcc: b@example.com' }),
    JSON.stringify({ ...good, host: 'smtp.example.com/x' }),
    JSON.stringify({ ...good, password: 'a\r\nQUIT' }),
  ])
    await expect(put(bad)).rejects.toMatchObject({ code: 'credential.bad-value' });
});

test('the password of a mail connection is stored nowhere, whatever the server says', async () => {
  const password = 'canary-"b\\/+=&%smtp';
  const plain = `\0${mailUser.user}\0${password}`;
  const forms = [password, encodeURIComponent(password), JSON.stringify(password).slice(1, -1)].concat(
    [password, plain].map((text) => Buffer.from(text).toString('base64').replace(/=+$/, '')),
  );
  const rig = await openTestEngine();
  let count = 0;
  const { settings } = await openMailServer({
    secure: 'none',
    password,
    onMessage: () => {
      // The last one is where the answer is cut.
      throw refusal(554, `${forms[count++] ?? ''} ${'.'.repeat(185)} ${password}`);
    },
  });
  await connect(rig, settings);
  await rig.importFlow(flowWith({ connection: 'mail', text: `marker ${password}` }));
  for (const _ of forms)
    expect(await start(rig)).toMatchObject({ status: 'failed', error: { code: 'mail.refused-message' } });
  const runs = await rig.call('runs.list', {});
  await rig.importFlow(flowWith({ text: `marker ${password}` }));
  await start(rig);
  const [newest] = await rig.call('outbox.list', { kind: 'email' });
  const shown = JSON.stringify([
    runs,
    await Promise.all(runs.map(({ id }) => rig.call('runs.show', { run: id }))),
    await rig.call('outbox.show', { message: newest?.id as never }),
    await rig.call('credentials.list', {}),
  ]);
  expect(shown).toContain('[secret: mail]');
  await rig.stop();
  const stored = readdirSync(rig.dataDir)
    .filter((name) => name.startsWith('runs.db'))
    .map((name) => readFileSync(join(rig.dataDir, name), 'latin1'))
    .join('');
  expect(stored).toContain('marker');
  expect(['canary', ...forms].filter((form) => shown.includes(form) || stored.includes(form))).toEqual([]);
});

test('a connection is checked by signing in', async () => {
  const rig = await openTestEngine();
  const { settings, mails } = await openMailServer({ secure: 'none' });
  await connect(rig, settings);
  expect(await rig.call('credentials.check', { name: 'mail' })).toEqual({
    ok: true,
    message: 'It works: 127.0.0.1 accepted the sign-in.',
    fix: null,
  });
  await connect(rig, { ...settings, password: 'wrong-one' });
  expect(await rig.call('credentials.check', { name: 'mail' })).toMatchObject({
    ok: false,
    message: '127.0.0.1 did not accept the user name and password.',
    fix: expect.stringContaining('app password'),
  });
  expect(mails).toEqual([]);
});
