import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../engine/testing/temp-folder.ts';
import { openShellSettings, readShellSettings } from './shell-settings.ts';

const first = readShellSettings(undefined);

test('at the first start nothing is decided for the person', () => {
  expect(first).toEqual({
    windows: {},
    lastDisplay: null,
    whenClosed: 'ask',
    tellFailures: true,
    askedAboutLogin: false,
    paused: null,
    commands: [],
  });
});

test('what was changed is there after a restart, and nothing else lies around', () => {
  const folder = tempFolder();
  const file = join(folder, 'window', 'desktop.json');
  openShellSettings(file).change({ whenClosed: 'keep', paused: { flows: ['a'], untilMs: null } });
  expect(openShellSettings(file).get()).toEqual({
    ...first,
    whenClosed: 'keep',
    paused: { flows: ['a'], untilMs: null },
  });
  expect(readdirSync(join(folder, 'window'))).toEqual(['desktop.json']);
});

test.each(['{"whenClosed":', '[]', 'null', '7', ''])('a damaged file counts as the first start: %s', (text) => {
  const file = join(tempFolder(), 'desktop.json');
  writeFileSync(file, text);
  expect(openShellSettings(file).get()).toEqual(first);
});

test('a part that cannot be read costs that part only', () => {
  expect(readShellSettings('{"whenClosed":"never","tellFailures":false,"windows":{"1":{"bounds":{"x":"a"}}}}')).toEqual(
    {
      ...first,
      tellFailures: false,
    },
  );
});
