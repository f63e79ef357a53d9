import { describe, expect, test } from 'vitest';
import type { ShownCommand } from '../../engine/contract/desktop.ts';
import { canvasCommands } from '../../renderer/canvas/canvas-commands.ts';
import { railItems } from '../../renderer/frame/rail-items.ts';
import { listCommands } from '../../renderer/list/list-commands.ts';
import { acceleratorOf } from './accelerator.ts';
import { homeOf, type MenuEntry, type MenuQuestion, menuBar, rememberCommands } from './menu-model.ts';

/** The real commands of the editor, both views, and of the rail. */
const commands: ShownCommand[] = [
  ...canvasCommands({} as never),
  ...listCommands(() => []),
  ...railItems.map(({ id, label, kbd }) => ({ id: `go.${id}`, title: label, group: 'Go to', kbd })),
].map(({ id, title, group, kbd }) => ({ id, title, group, kbd }));

const bar = (more: Partial<MenuQuestion> = {}): MenuEntry[] =>
  menuBar({
    commands: rememberCommands([], commands),
    platform: 'linux',
    appName: 'WhenThen',
    hasDevTools: false,
    ...more,
  });
const everything = (entries: readonly MenuEntry[]): MenuEntry[] =>
  entries.flatMap((entry) => (entry.kind === 'menu' ? [entry, ...everything(entry.entries)] : [entry]));
const menuNames = (entries: readonly MenuEntry[]): string[] =>
  entries.flatMap((entry) => (entry.kind === 'menu' ? [entry.label] : []));
const inMenu = (name: string, entries = bar()): MenuEntry[] =>
  everything(entries.filter((entry) => entry.kind === 'menu' && entry.label === name));
const idsIn = (name: string): string[] => inMenu(name).flatMap((entry) => (entry.kind === 'command' ? [entry.id] : []));

describe('the menu bar', () => {
  test('has the menus of its system', () => {
    expect(menuNames(bar())).toEqual(['File', 'Edit', 'View', 'Flow', 'Run', 'Window', 'Help']);
    expect(menuNames(bar({ platform: 'darwin' }))[0]).toBe('WhenThen');
  });

  test('has a place for every command of the editor, once', () => {
    const there = everything(bar()).flatMap((entry) => (entry.kind === 'command' ? [entry.id] : []));
    const wanted = [...new Set(commands.map(({ id }) => id))].filter((id) => !/\.(copy|cut|paste)$/.test(id));
    expect(there.toSorted()).toEqual(wanted.toSorted());
    expect(there.length).toBeGreaterThan(40);
  });

  test('puts each where people look for it', () => {
    expect(idsIn('Run')).toEqual(expect.arrayContaining(['flow.test', 'flow.test-step', 'flow.test-from']));
    expect(idsIn('Flow')).toEqual(expect.arrayContaining(['flow.undo', 'flow.rename', 'canvas.tidy']));
    expect(idsIn('View')).toEqual(expect.arrayContaining(['go.inbox', 'canvas.fit', 'list.down']));
    expect(homeOf({ id: 'flows.import', group: 'Flows' })).toBe('file');
    expect(homeOf({ id: 'new.thing', group: 'Of tomorrow' })).toBe('flow');
  });

  test('cuts and pastes through the system, which reaches texts and steps alike', () => {
    const roles = inMenu('Edit').flatMap((entry) => (entry.kind === 'role' ? [entry.role] : []));
    expect(roles).toEqual(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']);
  });

  test('offers the tools of developers only when they were asked for', () => {
    const has = (hasDevTools: boolean) =>
      everything(bar({ hasDevTools })).some((entry) => entry.kind === 'role' && entry.role === 'toggleDevTools');
    expect([has(false), has(true)]).toEqual([false, true]);
  });
});

test('a command that is not on screen stays in its place, grey', () => {
  const [first, second] = commands as [ShownCommand, ShownCommand];
  const known = rememberCommands([first, second], [{ ...second, title: 'New words' }]);
  expect(known).toEqual([
    { ...first, isThere: false },
    { ...second, title: 'New words', isThere: true },
  ]);
  expect(inMenu('Flow', bar({ commands: known })).some((e) => e.kind === 'command' && !e.isEnabled)).toBe(true);
});

test.each([
  ['$mod+Shift+L', 'linux', 'CommandOrControl+Shift+L'],
  ['$mod+=', 'darwin', 'CommandOrControl+='],
  ['$mod+,', 'win32', 'CommandOrControl+,'],
  ['Alt+↑', 'darwin', 'Alt+Up'],
  ['A', 'linux', 'A'],
  ['A', 'darwin', undefined],
  ['?', 'linux', undefined],
  ['Esc', 'linux', 'Escape'],
  [undefined, 'linux', undefined],
] as const)('the keys %s are shown on %s as %s', (keys, platform, shown) => {
  expect(acceleratorOf(keys, platform)).toBe(shown);
});
