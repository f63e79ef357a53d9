import { expect, test } from 'vitest';
import type { Desktop, DesktopSettings, ShownCommand } from '../contract/desktop.ts';
import { openTestEngine } from '../testing/open-engine.ts';

const settings: DesktopSettings = {
  startAtLogin: 'off',
  whenClosed: 'ask',
  tellFailures: true,
  key: { keptBy: 'Keychain', why: null },
  update: { state: 'current', version: null, why: null },
};

test('a desktop shell is reached through the contract', async () => {
  const shown: ShownCommand[] = [];
  const desktop: Desktop = {
    settings: async () => settings,
    change: async ({ whenClosed = 'ask' }) => ({ ...settings, whenClosed }),
    showCommands: (commands) => shown.push(...commands),
    takeOffered: () => ({ fileName: 'a.flow.json', text: '{}' }),
    restartToUpdate: () => {},
  };
  const { call } = await openTestEngine({ desktop });
  expect((await call('app.info', {})).capabilities.desktop).toBe(true);
  expect(await call('desktop.change', { whenClosed: 'keep' })).toEqual({ ...settings, whenClosed: 'keep' });
  const command = { id: 'flow.undo', title: 'Undo', group: 'Edit the flow', kbd: '$mod+Z' };
  await call('desktop.showCommands', { commands: [command] });
  expect(shown).toEqual([command]);
  expect(await call('desktop.takeOffered', {})).toEqual({ fileName: 'a.flow.json', text: '{}' });
});

test('in a browser there is no desktop, and the app says so', async () => {
  const { call } = await openTestEngine();
  expect((await call('app.info', {})).capabilities.desktop).toBe(false);
  await expect(call('desktop.settings', {})).rejects.toMatchObject({ code: 'desktop.not-here', who: 'person' });
  await expect(call('desktop.showCommands', { commands: [] })).rejects.toMatchObject({ code: 'desktop.not-here' });
});
