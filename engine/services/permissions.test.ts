import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JsonRecord } from '../model/json.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';

const flowWith = (type: string, params: JsonRecord) =>
  drawFlow({ start: { type: 'manual' }, act: { type, params, onError: { retries: 0 } } }, ['start > act'], {
    name: 'Act',
  });

const importAndRun = async (rig: TestEngine, type: string, params: JsonRecord, allow: 'all' | [] = 'all') => {
  const report = await rig.importFlow(flowWith(type, params), { on: false, allow });
  const run = await rig.call('runs.start', { subject: { flow: 'Act' }, payload: {} });
  return { report, run };
};

test('a program runs only once a person has allowed it', async () => {
  const rig = await openTestEngine();
  const params = { program: process.execPath, args: ['-p', '6 * 7'] };
  const { report, run } = await importAndRun(rig, 'run-program', params, []);
  expect(report.missingGrants).toEqual([{ kind: 'program', target: process.execPath }]);
  expect(run).toMatchObject({ status: 'failed', error: { code: 'grant.missing' } });
  const allowed = await importAndRun(rig, 'run-program', params);
  expect(allowed.report.missingGrants).toEqual([]);
  expect(allowed.run.steps[0]).toMatchObject({ status: 'succeeded', output: { output: '42\n' } });
});

test('a file moves into a folder that was allowed, and not out of places that were not', async () => {
  const rig = await openTestEngine();
  const folder = tempFolder();
  mkdirSync(join(folder, 'Done'));
  writeFileSync(join(folder, 'a.pdf'), 'x');
  const params = { from: join(folder, 'a.pdf'), to: join(folder, 'Done') };
  const refused = await importAndRun(rig, 'move-file', params, []);
  expect(refused.run).toMatchObject({ status: 'failed', error: { code: 'grant.missing' } });
  expect(existsSync(join(folder, 'a.pdf'))).toBe(true);
  const { run } = await importAndRun(rig, 'move-file', params);
  expect(run.steps[0]).toMatchObject({ status: 'succeeded', output: { path: join(folder, 'Done', 'a.pdf') } });
  const key = { from: join(rig.dataDir, 'secret.key'), to: join(folder, 'Done') };
  expect((await importAndRun(rig, 'move-file', key)).run).toMatchObject({ error: { code: 'file.denied' } });
});

test('a row goes into a file of the app’s own, and its columns are told while a flow is made', async () => {
  const rig = await openTestEngine();
  const params = { file: 'orders.csv', values: [{ column: 'name', value: 'Ana' }] };
  expect((await importAndRun(rig, 'table-row', params, [])).run).toMatchObject({ error: { code: 'grant.missing' } });
  const { run } = await importAndRun(rig, 'table-row', params);
  expect(run.steps[0]).toMatchObject({ status: 'succeeded', output: { changed: 1, row: { name: 'Ana' } } });
  expect(readFileSync(join(rig.dataDir, 'files', 'orders.csv'), 'utf8')).toBe('name\nAna\n');
  expect(await rig.call('tables.describe', { file: 'orders.csv' })).toMatchObject([
    { name: '', rows: 1, columns: [{ name: 'name' }] },
  ]);
  const read = await importAndRun(rig, 'read-table', { file: 'orders.csv' }, []);
  expect(read.run).toMatchObject({ error: { code: 'grant.missing' } });
  expect((await importAndRun(rig, 'read-table', { file: 'orders.csv' })).run.steps[0]?.output).toMatchObject({
    rows: [{ name: 'Ana' }],
  });
});
