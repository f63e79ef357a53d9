import { expect, test } from 'vitest';
import type { Command } from '../stores/commands.ts';
import { createCommandSearch, groupCommands } from './search-commands.ts';

const command = (title: string, more: Partial<Command> = {}): Command => ({
  id: title,
  title,
  group: 'Go to',
  run: () => undefined,
  ...more,
});

const search = createCommandSearch([
  command('Test this step', { group: 'This step' }),
  command('Delete step', { group: 'This step', keywords: ['remove'] }),
  command('Inbox', { keywords: ['deliveries', 'test'] }),
  command('Settings'),
  command('Secret', { isHidden: true }),
]);
const titles = (query: string): string[] => search(query).map(({ title }) => title);

test('without words everything that is not hidden is there, in its order', () => {
  expect(titles(' ')).toEqual(['Test this step', 'Delete step', 'Inbox', 'Settings']);
});

test('a word of the title counts more than another word for it', () => {
  expect(titles('test')).toEqual(['Test this step', 'Inbox']);
});

test.each([
  ['sett', ['Settings']],
  ['remove', ['Delete step']],
  ['setings', ['Settings']],
  ['delete step', ['Delete step']],
  ['secret', []],
])('%s finds %j', (query, expected) => {
  expect(titles(query)).toEqual(expected);
});

test('a thousand commands are searched in under 50 ms', () => {
  const many = createCommandSearch(Array.from({ length: 1_000 }, (_, at) => command(`Open flow number ${at}`)));
  many('warm up');
  const start = performance.now();
  expect(many('flow num')).toHaveLength(1_000);
  expect(performance.now() - start).toBeLessThan(50);
});

test('commands stand under their headings', () => {
  expect(groupCommands(search('')).map(({ group, commands }) => [group, commands.length])).toEqual([
    ['This step', 2],
    ['Go to', 2],
  ]);
});
