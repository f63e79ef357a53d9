import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hookFlow } from '../testing/hook-flow.ts';
import { openTestEngine } from '../testing/open-engine.ts';
import { tempFolder } from '../testing/temp-folder.ts';

const child = fileURLToPath(new URL('../testing/crash-engine-child.ts', import.meta.url));

/** A step with an effect: only such a run is in progress for longer than one commit. */
const step = { type: 'write-file', params: { path: 'a.txt', mode: 'replace', content: 'a' } };

/** A data folder with a flow that is on; nothing runs. */
const makeFolder = async (): Promise<string> => {
  const dataDir = tempFolder();
  const app = await openTestEngine({ dataDir });
  await app.importFlow(hookFlow({ hook: { path: 'hook' }, step }));
  await app.stop();
  return dataDir;
};

const crashAt = (dataDir: string, point: string, hit: number): void => {
  const words = [child, JSON.stringify({ dataDir, point, hit, deliver: 'hook' })];
  expect(spawnSync(process.execPath, words, { encoding: 'utf8' }).signal).toBe('SIGKILL');
};

test('a crash during a run is told at the next start, until it is put away', async () => {
  const dataDir = await makeFolder();
  const began = Date.now();
  crashAt(dataDir, 'after-effect', 0);
  const app = await openTestEngine({ dataDir });
  const crash = await app.call('app.crash', {});
  expect(crash?.runs).toBe(1);
  expect(Date.parse(crash?.at ?? '')).toBeGreaterThanOrEqual(began);
  await app.call('app.forgetCrash', {});
  expect(await app.call('app.crash', {})).toBeNull();
});

test('an app that was stopped in good order has nothing to tell', async () => {
  const app = await openTestEngine({ dataDir: await makeFolder() });
  expect(await app.call('app.crash', {})).toBeNull();
});
