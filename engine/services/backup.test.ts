import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { restoreBackup } from './backup.ts';

const flow = drawFlow(
  { hook: { type: 'webhook', params: { path: 'in', verify: { kind: 'none' } } }, map: { type: 'map' } },
  ['hook > map'],
);

const openFilled = async (): Promise<TestEngine> => {
  const engine = await openTestEngine();
  await engine.importFlow(flow);
  await engine.call('credentials.set', {
    name: 'shop',
    kind: 'bearer',
    value: 'a-long-secret-token',
    hosts: ['a.example'],
  });
  for (let n = 0; n < 20; n++) await engine.post('in', { n });
  return engine;
};
const countRuns = async (engine: TestEngine): Promise<number> =>
  (await engine.call('runs.list', { limit: 500 })).length;

test('a folder in use is copied whole, while deliveries go on, and works again elsewhere', async () => {
  const engine = await openFilled();
  let isDone = false;
  const load = (async () => {
    while (!isDone) await engine.post('in', { more: true });
  })();
  const made = await engine.call('app.backup', { folder: tempFolder() });
  isDone = true;
  await load;
  expect(readdirSync(made.folder).sort()).toEqual(['backup.json', 'config.db', 'runs.db', 'secret.key']);
  const atBackup = await countRuns(engine);

  const elsewhere = join(tempFolder(), 'data');
  expect(await restoreBackup(made.folder, elsewhere, 0)).toMatchObject({ kept: null });
  await engine.stop();
  const restored = await openTestEngine({ dataDir: elsewhere });
  expect((await restored.call('flows.list', {})).map(({ name, on }) => [name, on])).toEqual([['Test flow', true]]);
  const runs = await countRuns(restored);
  expect(runs).toBeGreaterThanOrEqual(20);
  expect(runs).toBeLessThanOrEqual(atBackup);
  expect((await restored.call('credentials.list', {}))[0]).toMatchObject({ name: 'shop', isLocked: false });
});

test('what was there before is kept, and a folder that is in use is left alone', async () => {
  const engine = await openFilled();
  const { folder } = await engine.call('app.backup', { folder: tempFolder() });
  await expect(restoreBackup(folder, engine.dataDir, 0)).rejects.toMatchObject({ code: 'store.in-use' });
  await engine.post('in', { after: true });
  await engine.stop();
  const { kept } = await restoreBackup(folder, engine.dataDir, 0);
  expect(readdirSync(kept ?? '').sort()).toContain('runs.db');
  const again = await openTestEngine({ dataDir: engine.dataDir });
  expect(await countRuns(again)).toBe(20);
});

test('a backup that was changed, cut short or is none is refused before anything is touched', async () => {
  const engine = await openFilled();
  const { folder } = await engine.call('app.backup', { folder: tempFolder() });
  const target = join(tempFolder(), 'data');
  const content = readFileSync(join(folder, 'runs.db'));
  content[9000] = (content[9000] ?? 0) ^ 1;
  writeFileSync(join(folder, 'runs.db'), content);
  await expect(restoreBackup(folder, target, 0)).rejects.toMatchObject({ code: 'backup.damaged' });
  await expect(restoreBackup(tempFolder(), target, 0)).rejects.toMatchObject({ code: 'backup.none' });
  expect(existsSync(target)).toBe(false);
  await expect(engine.call('app.backup', { folder: 'here' })).rejects.toMatchObject({ code: 'backup.no-folder' });
});
