import { expect, test } from 'vitest';
import { type Command, flattenCommands, registerCommands, useCommandStore } from './commands.ts';

const command = (id: string, title = id): Command => ({ id, title, group: 'Go to', run: () => undefined });
const titles = (): string[] => flattenCommands(useCommandStore.getState().lists).map(({ title }) => title);

test('what was registered last comes first, replaces the same id, and goes when it unregisters', () => {
  const removeFrame = registerCommands([command('flows'), command('test', 'Test')]);
  const removeScreen = registerCommands([command('test', 'Test this step')]);
  expect(titles()).toEqual(['Test this step', 'flows']);
  removeScreen();
  expect(titles()).toEqual(['flows', 'Test']);
  removeFrame();
  expect(titles()).toEqual([]);
});
