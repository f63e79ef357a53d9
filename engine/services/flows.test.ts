import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';

const hookFlow = (name: string, path: string, said = 'one') =>
  drawFlow(
    {
      hook: { type: 'webhook', params: { path, respond: 'when-done' } },
      tell: { type: 'respond', params: { body: { said } } },
    },
    ['hook > tell'],
    { name },
  );

const writeFlow = (path: string) =>
  drawFlow(
    { go: { type: 'manual' }, write: { type: 'write-file', params: { path, mode: 'create', content: 'hello' } } },
    ['go > write'],
    { name: 'Writes' },
  );

describe('a flow', () => {
  test('that is on keeps running its live version while its draft changes', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(hookFlow('A', 'a', 'one'));
    const report = await engine.importFlow(hookFlow('A', 'a', 'two'), { on: false });
    expect(report).toMatchObject({ on: true, edited: true, version: 1 });
    expect((await engine.post('a')).json).toEqual({ said: 'one' });
    expect(await engine.call('flows.turnOn', { flow: 'A' })).toMatchObject({ edited: false, version: 2 });
    expect((await engine.post('a')).json).toEqual({ said: 'two' });
  });

  test('that is not finished keeps what arrives at its address', async () => {
    const { call, post } = await openTestEngine();
    const { report, document, revision } = await call('flows.create', { name: 'Half' });
    const nodes = [
      { id: 'hook', type: 'webhook', params: { path: 'half' } },
      { id: 'save', type: 'sqlite-write' },
    ];
    const half = { ...document, nodes, edges: [{ from: 'hook', to: 'save' }] };
    await call('flows.save', { flow: report.id, document: half, revision });
    expect((await post('half', { a: 1 })).status).toBeLessThan(500);
    expect(await call('events.list', {})).toMatchObject([{ flow: 'Half', verdict: 'flow-off' }]);
  });

  test('that this version of WhenThen cannot run is switched off with its reason, and the others start', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(hookFlow('A', 'a'));
    await engine.importFlow(hookFlow('B', 'b'));
    await engine.stop();
    const config = new Database(join(engine.dataDir, 'config.db'));
    config.exec(
      `UPDATE flow_versions SET document = replace(document, '"respond"', '"respond-later"') WHERE document LIKE '%"A"%'`,
    );
    config.close();
    const again = await engine.restart();
    const flows = await again.call('flows.list', {});
    expect(flows.map(({ name, on, state }) => [name, on, state])).toEqual([
      ['A', false, 'needs-attention'],
      ['B', true, 'on'],
    ]);
    expect(flows[0]?.pausedReason).toMatch(/cannot be run/);
    expect((await again.post('b')).status).toBe(200);
  });

  test('is still on after a restart, on the version it was on', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(hookFlow('A', 'a', 'one'));
    await engine.importFlow(hookFlow('A', 'a', 'two'), { on: false });
    const again = await engine.restart();
    expect((await again.post('a')).json).toEqual({ said: 'one' });
  });

  test('cannot take the address of another that is on', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(hookFlow('A', 'a'));
    await expect(engine.importFlow(hookFlow('B', 'a'))).rejects.toMatchObject({
      code: 'webhook.path-taken',
      message: expect.stringContaining('already belongs to "A"'),
    });
    await engine.call('flows.turnOff', { flow: 'A' });
    expect(await engine.call('flows.turnOn', { flow: 'B' })).toMatchObject({ on: true });
  });

  test('without an address gets one nobody can guess, and keeps it', async () => {
    const engine = await openTestEngine();
    const { addresses } = await engine.importFlow(hookFlow('A', ''));
    expect(addresses[0]).toMatch(/\/hooks\/[0-9a-f]{24}$/);
    const again = await engine.restart();
    const path = (flow: { addresses: string[] } | undefined) => new URL(flow?.addresses[0] ?? '').pathname;
    expect(path((await again.call('flows.list', {}))[0])).toBe(path({ addresses }));
  });

  test('with problems is kept as a draft but not switched on', async () => {
    const engine = await openTestEngine();
    const broken = drawFlow(
      { hook: { type: 'webhook' }, a: { type: 'map', params: { fields: [{ name: 'x', value: '{{ trigger.x' }] } } },
      ['hook > a'],
      { name: 'A' },
    );
    await expect(engine.importFlow(broken)).rejects.toMatchObject({
      code: 'flow.has-problems',
      data: { problems: [{ node: 'a' }] },
    });
    expect(await engine.call('flows.list', {})).toMatchObject([{ name: 'A', on: false }]);
  });

  test('that was removed frees its name and its address', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(hookFlow('A', 'a'));
    await engine.call('flows.remove', { flow: 'A' });
    expect((await engine.post('a')).status).toBe(404);
    expect(await engine.importFlow(hookFlow('A', 'a'))).toMatchObject({ on: true });
  });

  test('comes out of an export as it went in', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(hookFlow('A', 'a'));
    const exported = await engine.call('flows.export', { flow: 'A' });
    const { results } = await engine.call('flows.check', { documents: [exported] });
    expect(results).toEqual([[]]);
    await engine.importFlow({ ...exported, name: 'B' }, { on: false });
    expect(await engine.call('flows.export', { flow: 'B' })).toEqual({ ...exported, name: 'B' });
  });
});

describe('permission', () => {
  test('is asked for by name, and nothing is switched on without it', async () => {
    const engine = await openTestEngine();
    const target = join(tempFolder(), 'out.txt');
    const report = await engine.importFlow(writeFlow(target), { on: false, allow: [] });
    expect(report.missingGrants).toEqual([{ kind: 'write-file', target }]);
    await expect(engine.call('flows.turnOn', { flow: 'Writes' })).rejects.toMatchObject({
      code: 'flow.needs-permission',
      message: expect.stringContaining(target),
    });
    const run = await engine.call('runs.start', { subject: { flow: 'Writes' }, payload: {} });
    expect(run).toMatchObject({ status: 'failed', error: { code: 'grant.missing', who: 'person' } });
    expect(await engine.call('flows.allow', { flow: 'Writes', allow: 'all' })).toMatchObject({ missingGrants: [] });
    expect(await engine.call('runs.start', { subject: { flow: 'Writes' }, payload: {} })).toMatchObject({
      status: 'succeeded',
    });
  });

  test('for one place is not permission for another', async () => {
    const engine = await openTestEngine();
    const folder = tempFolder();
    await engine.importFlow(writeFlow(join(folder, 'a.txt')), { on: false });
    const report = await engine.importFlow(writeFlow(join(folder, 'b.txt')), { on: false, allow: [] });
    expect(report.missingGrants).toEqual([{ kind: 'write-file', target: join(folder, 'b.txt') }]);
  });

  test('relative paths lead below the folder "files" of the data folder', async () => {
    const engine = await openTestEngine();
    const report = await engine.importFlow(writeFlow('notes/a.txt'), { on: false, allow: [] });
    expect(report.missingGrants).toEqual([
      { kind: 'write-file', target: join(engine.dataDir, 'files', 'notes', 'a.txt') },
    ]);
  });

  test.each([['../config.db'], ['../secret.key']])("never opens what is WhenThen's own: %s", async (path) => {
    const engine = await openTestEngine();
    const query = drawFlow(
      { go: { type: 'manual' }, look: { type: 'sqlite-query', params: { file: path, sql: 'SELECT 1' } } },
      ['go > look'],
      { name: 'Looks' },
    );
    await engine.importFlow(query, { on: false });
    const looked = await engine.call('runs.start', { subject: { flow: 'Looks' }, payload: {} });
    expect(looked).toMatchObject({ status: 'failed', error: { code: 'grant.own-data' } });
    await engine.importFlow(writeFlow(path), { on: false });
    const written = await engine.call('runs.start', { subject: { flow: 'Writes' }, payload: {} });
    expect(written).toMatchObject({ status: 'failed', error: { code: 'file.denied' } });
  });

  test('a dry run needs none, writes nothing and shows what it would write', async () => {
    const engine = await openTestEngine();
    const target = join(tempFolder(), 'out.txt');
    const run = await engine.call('runs.dry', { subject: { document: writeFlow(target) }, payload: {} });
    expect(run).toMatchObject({
      status: 'succeeded',
      steps: [{ node: 'write', would: { kind: 'file', path: target, content: 'hello' } }],
    });
    expect(() => writeFileSync(target, 'free', { flag: 'wx' })).not.toThrow();
  });
});

describe('tests saved with a flow', () => {
  const tested = (expectation: object) => ({
    ...hookFlow('Tested', 'tested'),
    samples: [{ id: 's', node: 'hook', payload: { body: { n: 1 } } }],
    tests: [{ name: 'It answers', sample: 's', expect: [expectation] }],
  });
  const outcome = async (expectation: object) => {
    const engine = await openTestEngine();
    const [result] = await engine.call('flows.test', { subject: { document: tested(expectation) } });
    return result;
  };

  test('pass and fail, with a sentence', async () => {
    expect(await outcome({ node: 'tell', path: 'status', op: 'equals', value: 200 })).toEqual({
      name: 'It answers',
      passed: true,
      failures: [],
    });
    expect(await outcome({ node: 'tell', path: 'status', op: 'equals', value: 201 })).toMatchObject({
      passed: false,
      failures: ['Answer the webhook: status was 200, expected 201.'],
    });
    expect(await outcome({ node: 'tell', op: 'skipped' })).toMatchObject({
      passed: false,
      failures: ['Answer the webhook was expected not to run, but it did.'],
    });
    expect(await outcome({ path: 'said', op: 'equals', value: 'one' })).toMatchObject({ passed: true });
  });

  test('a record that differs is told field by field', async () =>
    expect(await outcome({ op: 'equals', value: { said: 'two', more: 1 } })).toMatchObject({
      failures: ['The flow: said was "one", expected "two"; more was nothing, expected 1.'],
    }));

  test('a test without its sample fails instead of passing', async () => {
    const engine = await openTestEngine();
    const flow = { ...tested({ node: 'tell', op: 'ran' }), samples: [] };
    expect(await engine.call('flows.test', { subject: { document: flow } })).toMatchObject([{ passed: false }]);
  });
});

test('switching off is taken back to the version that ran, and edits stay a draft', async () => {
  const { call, importFlow, post } = await openTestEngine();
  const hook = { id: 'hook', type: 'webhook', params: { path: 'undo' } };
  const { id } = await importFlow({ format: 'whenthen.flow/1', name: 'Undo', nodes: [hook] });
  const { document, revision } = await call('flows.draft', { flow: id });
  const edited = { ...document, nodes: [{ ...hook, params: { path: 'elsewhere' } }] };
  await call('flows.save', { flow: id, document: edited, revision });
  await call('flows.turnOff', { flow: id });
  expect(await call('flows.turnOn', { flow: id, version: 'live' })).toMatchObject({
    on: true,
    edited: true,
    version: 1,
  });
  expect([(await post('undo')).status, (await post('elsewhere')).status]).toEqual([200, 404]);
  expect((await call('runs.count', { flow: id })).count).toBe(1);
});

test('a flow that never ran has no version to go back to', async () => {
  const { call } = await openTestEngine();
  const { report } = await call('flows.create', {});
  await expect(call('flows.turnOn', { flow: report.id, version: 'live' })).rejects.toMatchObject({
    code: 'flow.never-on',
  });
});
