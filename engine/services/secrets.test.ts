import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openService } from '../testing/echo-service.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { hookFlow } from '../testing/hook-flow.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

/** Every kind of credential, with a value that looks different in JSON, in an address and in base64. */
const bearer = 'canary1-"b\\/+=&%bearer';
const password = 'canary2-"b\\/+=&%basic';
const header = 'canary3-"b\\/+=&%header';
const signing = 'canary4-"é\\/+=&%signing';
const shared = 'canary5-"b\\/+=&%shared';
const values = [bearer, password, header, signing, shared];
/** Stands beside the secrets and is none: finding it proves that the search would have found them. */
const marker = 'ordinary-"b\\/+=&%text';

const formsOf = (value: string): string[] => [
  value,
  JSON.stringify(value).slice(1, -1),
  JSON.stringify(JSON.stringify(value).slice(1, -1)).slice(1, -1),
  JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/'),
  encodeURIComponent(value),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
  Buffer.from(value).toString('base64url'),
];

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Where a text stands, as `file: text`, in any of these forms. */
const findIn = (folder: string, texts: string[]): string[] =>
  filesBelow(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    return texts.filter((text) => bytes.includes(text)).map((text) => `${file}: ${text}`);
  });

const hmac = (body: string): string => `sha256=${createHmac('sha256', signing).update(body).digest('hex')}`;

const openWithSecrets = async (): Promise<TestEngine> => {
  const rig = await openTestEngine();
  const put = (name: string, kind: 'secret' | 'bearer' | 'basic' | 'header', value: string) =>
    rig.call('credentials.set', { name, kind, value });
  await put('token', 'bearer', bearer);
  await put('login', 'basic', `ana:${password}`);
  await put('key', 'header', `X-Key: ${header}`);
  await put('signing', 'secret', signing);
  await put('shared', 'secret', shared);
  return rig;
};

/** Deliveries that carry secrets in their headers, addresses and bodies, taken and refused. */
const deliverSecrets = async ({ hooksUrl, importFlow, post }: TestEngine): Promise<void> => {
  await importFlow(hookFlow({ name: 'Signed', hook: { verify: { kind: 'github', credential: 'signing' } } }));
  const verify = { kind: 'header-secret', credential: 'shared', header: 'X-Shared' };
  await importFlow(hookFlow({ name: 'Shared', hook: { verify } }));
  const body = JSON.stringify({ marker, leaked: values, text: JSON.stringify(values) });
  const escaped = body.replaceAll('/', '\\/');
  const form = new URLSearchParams([...values, marker].map((value): [string, string] => ['v', value])).toString();
  const formType = { 'content-type': 'application/x-www-form-urlencoded' };
  const query = encodeURIComponent(signing);
  const statuses = [
    await post(`signed?q=${query}`, body, { 'x-hub-signature-256': hmac(body) }),
    await post('signed', escaped, { 'x-hub-signature-256': hmac(escaped) }),
    await post('signed', form, { 'x-hub-signature-256': hmac(form), ...formType }),
    await post('signed', `${body}]`, { 'x-hub-signature-256': hmac(`${body}]`) }),
    await post('signed', body, { 'x-hub-signature-256': 'sha256=00', 'x-other': bearer }),
    await post('shared', body, { 'x-shared': shared }),
    await post('shared', body, { 'x-shared': `${shared}!` }),
    await post('shared', body, { 'x-shared': shared, 'content-encoding': 'gzip' }),
    await post(`nobody/${query}`, body, { 'x-other': shared }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 200, 400, 401, 200, 401, 415, 404]);
  expect((await fetch(`${hooksUrl}/hooks/signed?q=${query}`)).status).toBe(405);
};

/** Steps whose service sends back every secret it was given: well, badly, and at the edge of what is quoted. */
const callWithSecrets = async ({ call, importFlow }: TestEngine): Promise<void> => {
  const { url, requests } = await openService(({ headers, url: path }) => {
    const given = [headers.authorization, headers['x-key']].filter((value) => value !== undefined).join(' ');
    const plain = given.startsWith('Basic ') ? Buffer.from(given.slice(6), 'base64').toString() : given;
    const echo = { marker, given, plain, encoded: encodeURIComponent(plain) };
    if (path === '/well') return { status: 200, body: echo, headers: { 'x-echo': encodeURIComponent(plain) } };
    if (path === '/badly') return { status: 401, body: { ...echo, text: JSON.stringify(echo) } };
    return { status: 500, body: `${marker} ${'.'.repeat(Number(path.slice(1)))} ${plain}` };
  });
  const paths = ['/well', '/badly', '/95', '/105', '/115', '/1955', '/1965', '/1975'];
  for (const credential of ['token', 'login', 'key']) {
    const steps = paths.map((path, index) => [
      `ask${index}`,
      {
        type: 'http-request',
        params: { method: 'POST', url: `${url}${path}`, credential, body: { kind: 'text', text: marker } },
        onError: { retries: 0, then: 'continue' },
      },
    ]);
    const content = '{{ steps.ask0.body.plain }} {{ steps.ask1.error.message }} {{ trigger.marker }}';
    const nodes = {
      start: { type: 'manual' },
      ...Object.fromEntries(steps),
      write: { type: 'write-file', params: { path: `${credential}.txt`, content } },
      tell: { type: 'emit-event', params: { name: 'told', data: '{{ steps.ask0.body }}' } },
    };
    const line = `start > ${paths.map((_, index) => `ask${index}`).join(' > ')} > write > tell`;
    await importFlow(drawFlow(nodes, [line], { name: `With ${credential}` }));
    const run = await call('runs.start', { subject: { flow: `With ${credential}` }, payload: { marker } });
    expect(run.status).toBe('succeeded');
  }
  expect(requests).toHaveLength(3 * paths.length);
  expect(requests.map(({ headers }) => headers.authorization)).toContain(`Bearer ${bearer}`);
  expect(requests.map(({ headers }) => headers['x-key'])).toContain(header);
};

test('no secret is ever stored, in whole or in part, in any spelling', async () => {
  const rig = await openWithSecrets();
  await deliverSecrets(rig);
  await callWithSecrets(rig);
  const events = await rig.call('events.list', { limit: 1000 });
  const runs = await rig.call('runs.list', { limit: 1000 });
  const shown = JSON.stringify([
    events,
    await Promise.all(runs.map(({ id }) => rig.call('runs.show', { run: id }))),
    await rig.call('credentials.list', {}),
    await rig.call('app.doctor', {}),
  ]);
  expect(shown).toContain('[secret: token]');
  expect(shown).toContain(JSON.stringify(marker).slice(1, -1));

  const secrets = [...new Set([...values.flatMap(formsOf), 'canary', Buffer.from('canary').toString('base64')])];
  expect(secrets.filter((text) => shown.includes(text))).toEqual([]);
  // Once while everything is open, once when all of it has been written back.
  expect(findIn(rig.dataDir, secrets)).toEqual([]);
  expect(findIn(rig.dataDir, [marker]).length).toBeGreaterThan(0);
  await rig.stop();
  expect(findIn(rig.dataDir, secrets)).toEqual([]);
  const [plain, ...others] = formsOf(marker);
  expect(findIn(rig.dataDir, [plain ?? '']).length).toBeGreaterThan(0);
  expect(findIn(rig.dataDir, others).length).toBeGreaterThan(3);
});

test('a dry run shows no secret', async () => {
  const rig = await openWithSecrets();
  const { url } = await openService(({ headers }) => ({ status: 200, body: { got: headers.authorization } }));
  const step = { type: 'http-request', params: { url: `${url}/`, credential: 'token' } };
  const document = drawFlow({ start: { type: 'manual' }, step }, ['start > step']);
  const run = await rig.call('runs.dry', { subject: { document }, allow: 'all' });
  expect(run.steps[0]).toMatchObject({ status: 'succeeded', output: { body: { got: 'Bearer [secret: token]' } } });
});

test('connections are listed without their values', async () => {
  const rig = await openWithSecrets();
  const list = await rig.call('credentials.list', {});
  expect(list.map(({ name, kind }) => [name, kind])).toEqual([
    ['key', 'header'],
    ['login', 'basic'],
    ['shared', 'secret'],
    ['signing', 'secret'],
    ['token', 'bearer'],
  ]);
  expect(Object.keys(list[0] ?? {}).sort()).toEqual([
    'check',
    'hint',
    'hosts',
    'isForPublicAddress',
    'isLocked',
    'kind',
    'name',
    'updatedAt',
    'usedBy',
  ]);
  expect(JSON.stringify(list)).not.toContain('canary');
});

test.skipIf(process.platform === 'win32')(
  'the key file and the data folder are readable by their owner only',
  async () => {
    const rig = await openTestEngine();
    expect(statSync(join(rig.dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(statSync(rig.dataDir).mode & 0o077).toBe(0);
  },
);

test('another key opens no secret: the hook is closed, nothing else stops', async () => {
  const rig = await openWithSecrets();
  await rig.importFlow(hookFlow({ name: 'Signed', hook: { verify: { kind: 'github', credential: 'signing' } } }));
  await rig.stop();
  rmSync(join(rig.dataDir, 'secret.key'));
  const again = await rig.restart();
  expect((await again.post('signed', '{}', { 'x-hub-signature-256': hmac('{}') })).status).toBe(503);
  const doctor = await again.call('app.doctor', {});
  expect(doctor.find(({ name }) => name === 'Connections')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('signing'),
    fix: 'Enter these secrets again.',
  });
});
