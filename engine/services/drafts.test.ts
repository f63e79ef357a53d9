import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Flow } from '../model/flow.ts';
import { openTestEngine } from '../testing/open-engine.ts';

const base = { format: 'whenthen.flow/1', name: 'Orders' };
const hook = { id: 'hook', type: 'webhook', params: { path: 'orders' } };
const save = {
  id: 'save',
  type: 'sqlite-write',
  params: { file: 'shop.db', table: 'orders', values: [{ column: 'id', value: '{{ trigger.body.id }}' }] },
};

test('a new flow is empty and gets a name that is free', async () => {
  const { call } = await openTestEngine();
  const first = await call('flows.create', {});
  const second = await call('flows.create', {});
  expect([first.document.name, second.document.name]).toEqual(['New flow', 'New flow 2']);
  expect(first.report.problems.map(({ code }) => code)).toContain('flow.no-trigger');
  expect((await call('flows.list', {})).map(({ name, state }) => [name, state])).toEqual([
    ['New flow', 'draft'],
    ['New flow 2', 'draft'],
  ]);
});

test('a draft is saved over the revision it is based on, and over no other', async () => {
  const { call } = await openTestEngine();
  const { report, document, revision } = await call('flows.create', {});
  const edited = { ...document, nodes: [hook] };
  const saved = await call('flows.save', { flow: report.id, document: edited, revision });
  expect(saved).toMatchObject({
    revision: revision + 1,
    report: { addresses: [expect.stringMatching(/hooks\/orders$/)] },
  });
  await expect(call('flows.save', { flow: report.id, document, revision })).rejects.toMatchObject({
    code: 'draft.changed-elsewhere',
    data: { revision: revision + 1 },
  });
  expect((await call('flows.draft', { flow: report.id })).document.nodes).toMatchObject([hook]);
});

test('a name that is taken is refused with one that is free', async () => {
  const { call } = await openTestEngine();
  await call('flows.create', { name: 'Orders' });
  const { report, document, revision } = await call('flows.create', { name: 'Orders' });
  expect(report.name).toBe('Orders 2');
  await expect(
    call('flows.save', { flow: report.id, document: { ...document, name: 'Orders' }, revision }),
  ).rejects.toMatchObject({ code: 'flow.name-taken', fix: expect.stringContaining('Orders 2') });
});

test('an edit of a flow that is on changes nothing that runs until it is switched on again', async () => {
  const { call, importFlow, post } = await openTestEngine();
  const { id } = await importFlow({ ...base, nodes: [hook] });
  const { document, revision } = await call('flows.draft', { flow: id });
  const moved = { ...document, nodes: [{ ...hook, params: { path: 'elsewhere' } }] };
  const { report } = await call('flows.save', { flow: id, document: moved, revision });
  expect(report).toMatchObject({ on: true, edited: true });
  expect((await call('flows.list', {}))[0]?.state).toBe('on-edited');
  expect((await post('orders')).status).toBe(200);
  expect((await post('elsewhere')).status).toBe(404);
});

test('a duplicate listens at an address of its own', async () => {
  const { call, importFlow } = await openTestEngine();
  const { id } = await importFlow({ ...base, nodes: [hook, save], edges: [{ from: 'hook', to: 'save' }] });
  const { document } = await call('flows.duplicate', { flow: id });
  expect(document.name).toBe('Orders 2');
  expect(document.nodes[0]?.params.path).toMatch(/^[0-9a-f]{24}$/);
  expect(document.nodes[1]?.params).toEqual(save.params);
});

test('a removed flow can be taken out of the bin, also when its name was given away', async () => {
  const { call } = await openTestEngine();
  const { report } = await call('flows.create', { name: 'Orders' });
  await call('flows.remove', { flow: report.id });
  await call('flows.create', { name: 'Orders' });
  expect(await call('flows.bin', {})).toMatchObject([{ id: report.id, name: 'Orders' }]);
  expect((await call('flows.restore', { flow: report.id })).document.name).toBe('Orders 2');
  expect(await call('flows.bin', {})).toEqual([]);
  await expect(call('flows.restore', { flow: report.id })).rejects.toMatchObject({ code: 'flow.not-in-bin' });
});

test('runs of files never show up in the bin', async () => {
  const { call } = await openTestEngine();
  await call('runs.start', { subject: { document: { ...base, nodes: [{ id: 'go', type: 'manual' }] } } });
  expect(await call('flows.bin', {})).toEqual([]);
});

test('versions are listed, and each can be looked at as it ran', async () => {
  const { call, importFlow } = await openTestEngine();
  const { id } = await importFlow({ ...base, nodes: [hook] });
  await importFlow({ ...base, nodes: [hook], description: 'second' });
  expect(await call('flows.versions', { flow: id })).toMatchObject([
    { version: 2, isLive: true },
    { version: 1, isLive: false },
  ]);
  const { document, inspection } = await call('flows.version', { flow: id, version: 1 });
  expect([document.description, inspection.steps.hook?.label]).toEqual(['', 'Webhook']);
  await expect(call('flows.version', { flow: id, version: 9 })).rejects.toMatchObject({ code: 'flow.no-such-version' });
});

test('an unfinished flow is looked at step by step', async () => {
  const { call } = await openTestEngine();
  const document = {
    ...base,
    nodes: [
      hook,
      {
        id: 'route',
        type: 'route',
        params: {
          cases: [
            { port: 'a', equals: 'A' },
            { port: 'not valid!', equals: '' },
          ],
        },
      },
      { id: 'x', type: 'nope' },
    ],
  };
  const { problems, steps } = await call('flows.inspect', { document });
  expect(problems.map(({ node, code }) => `${node} ${code}`)).toEqual(
    expect.arrayContaining(['x node.unknown-type', expect.stringMatching(/^route /)]),
  );
  expect(steps.hook).toMatchObject({ label: 'Webhook', ports: [{ id: 'out' }], effect: null });
  expect(steps.route?.ports.map(({ id }) => id)).toEqual(['a', 'not valid!', 'otherwise']);
  expect(steps.x).toEqual({ label: 'nope', summary: '', ports: [], effect: null, practice: false, sample: {} });
});

test('one step is tried while others are not finished', async () => {
  const { call, dataDir } = await openTestEngine();
  const file = join(dataDir, 'files', 'shop.db');
  new Database(file).exec('CREATE TABLE orders (id INTEGER PRIMARY KEY)').close();
  const document: Partial<Flow> | object = {
    ...base,
    nodes: [hook, save, { id: 'later', type: 'http-request' }],
    edges: [
      { from: 'hook', to: 'save' },
      { from: 'save', to: 'later' },
    ],
  };
  const dry = await call('runs.dry', { subject: { document }, payload: { id: 7 }, until: 'save', allow: 'all' });
  expect(dry.steps).toMatchObject([{ node: 'save', status: 'succeeded', would: { kind: 'row', after: [{ id: 7 }] } }]);
  expect(new Database(file, { readonly: true }).prepare('SELECT count(*) FROM orders').pluck().get()).toBe(0);
});

test('tables and rows of a file can be looked at while a flow is made', async () => {
  const { call, dataDir } = await openTestEngine();
  const file = join(dataDir, 'files', 'shop.db');
  new Database(file)
    .exec(
      `CREATE TABLE "odd ""name" (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO "odd ""name" (v) VALUES ('a'), ('b')`,
    )
    .close();
  expect(await call('databases.tables', { file: 'shop.db' })).toMatchObject([{ name: 'odd "name', rows: 2 }]);
  expect(await call('databases.rows', { file: 'shop.db', table: 'odd "name', limit: 1 })).toEqual([{ id: 2, v: 'b' }]);
  await expect(call('databases.tables', { file: 'none.db' })).rejects.toMatchObject({ who: 'person' });
  const listing = await call('files.browse', { folder: join(dataDir, 'files') });
  expect(listing.entries).toMatchObject([{ name: 'shop.db', kind: 'file' }]);
  await expect(call('files.browse', { folder: join(dataDir, 'nowhere') })).rejects.toMatchObject({
    code: 'file.no-folder',
  });
});
