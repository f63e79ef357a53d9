import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hookFlow } from '../../engine/testing/hook-flow.ts';
import { openTestEngine } from '../../engine/testing/open-engine.ts';
import { tempFolder } from '../../engine/testing/temp-folder.ts';
import { untilAsync } from '../../engine/testing/until.ts';
import { createPauser } from './pause-flows.ts';
import { openShellSettings } from './shell-settings.ts';

const open = async () => {
  const app = await openTestEngine();
  const settings = openShellSettings(join(tempFolder(), 'desktop.json'));
  const pauser = createPauser(app.engine.handlers, settings);
  onTestFinished(() => pauser.stop());
  const on = async () => (await app.call('flows.list', {})).filter((flow) => flow.on).map(({ name }) => name);
  return { app, settings, pauser, on };
};

test('what was on is on again afterwards, and what was off stays off', async () => {
  const { app, pauser, settings, on } = await open();
  await app.importFlow(hookFlow({ name: 'One', hook: { path: 'one' } }));
  await app.importFlow(hookFlow({ name: 'Two', hook: { path: 'two' } }), { on: false });
  await pauser.pause('forever');
  expect(await on()).toEqual([]);
  expect(settings.get().paused?.flows).toHaveLength(1);
  await pauser.resume();
  expect(await on()).toEqual(['One']);
  expect(settings.get().paused).toBeNull();
});

test('a pause that ended while WhenThen was closed is over at the next start', async () => {
  const { app, pauser, settings, on } = await open();
  await app.importFlow(hookFlow({ name: 'One', hook: { path: 'one' } }));
  await pauser.pause(3_600_000);
  pauser.stop();
  const later = createPauser(app.engine.handlers, settings, () => Date.now() + 3_600_001);
  onTestFinished(() => later.stop());
  await untilAsync(async () => (await on()).length === 1);
  await untilAsync(async () => settings.get().paused === null);
});
