import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { untilAsync } from '../testing/until.ts';
import { untilWatchState } from '../testing/watch-state.ts';

const flowFor = (folder: string) =>
  drawFlow(
    { files: { type: 'file-watch', params: { folder, settleMs: 50 } }, stop: { type: 'stop', params: { as: 'done' } } },
    ['files > stop'],
  );

const events = (app: TestEngine) => app.call('events.list', { limit: 100 });
test('needs permission for the folder, then starts runs and catches up after a restart', async () => {
  const folder = tempFolder();
  const app = await openTestEngine();
  await expect(app.importFlow(flowFor(folder), { allow: [] })).rejects.toMatchObject({ code: 'flow.needs-permission' });
  await app.importFlow(flowFor(folder));
  await untilWatchState(app.dataDir, (state) => state.includes('"files":[]'));
  writeFileSync(join(folder, 'first.txt'), 'x');
  await app.waitForRun('succeeded');
  await app.stop();
  writeFileSync(join(folder, 'while-closed.txt'), 'x');
  const again = await app.restart();
  await untilAsync(async () => (await events(again)).length >= 2);
  await untilWatchState(app.dataDir, (state) => state.includes('while-closed'));
  expect((await events(again)).map(({ verdict }) => verdict)).toEqual(['started', 'started']);
});

test.each(['before-commit', 'after-commit'])('a crash %s neither loses a file nor tells it twice', async (point) => {
  const folder = tempFolder();
  const first = await openTestEngine();
  await first.importFlow(flowFor(folder));
  await untilWatchState(first.dataDir, (state) => state.includes('"files":[]'));
  await first.stop();
  writeFileSync(join(folder, 'a.txt'), 'x');
  const child = fileURLToPath(new URL('../testing/crash-engine-child.ts', import.meta.url));
  const argument = JSON.stringify({ dataDir: first.dataDir, point, hit: 0 });
  expect(spawnSync(process.execPath, [child, argument]).signal).toBe('SIGKILL');
  const app = await openTestEngine({ dataDir: first.dataDir });
  await app.waitForRun('succeeded');
  await untilWatchState(app.dataDir, (state) => state.includes('a.txt'));
  expect(await events(app)).toHaveLength(1);
  expect(await app.call('runs.list', { limit: 10 })).toHaveLength(1);
});
