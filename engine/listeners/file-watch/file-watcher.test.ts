import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../adapters/clock.ts';
import type { FileSource } from '../../model/watch.ts';
import { missingGrant } from '../../services/grants.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { untilAsync } from '../../testing/until.ts';
import { createWatchRig, type WatchRig } from '../../testing/watch-rig.ts';
import { createFileWatcher } from './file-watcher.ts';

const until = (holds: () => boolean) => untilAsync(async () => holds());
const all: FileSource['events'] = ['appeared', 'changed', 'removed'];

const open = async (source: Partial<FileSource>, rig = createWatchRig()) => {
  const folder = source.folder ?? tempFolder();
  const one = createFileWatcher(systemClock)(
    { kind: 'file-watch', name: '', events: all, settleMs: 60, subfolders: false, ...source, folder },
    rig.context,
  );
  onTestFinished(async () => one.stop());
  await until(() => rig.state() !== null || rig.troubles.length > 0);
  return { folder, rig, one };
};

const told = (rig: WatchRig) => rig.seen.map(({ payload }) => `${payload.event} ${payload.name}`);

test('a file that appears, changes and is removed is told each time, once', async () => {
  const { folder, rig } = await open({});
  const file = join(folder, 'a.txt');
  writeFileSync(file, 'one');
  await until(() => rig.seen.length === 1);
  expect(rig.seen[0]?.payload).toMatchObject({ path: file, name: 'a.txt', event: 'appeared', size: 3 });
  writeFileSync(file, 'one and two');
  await until(() => rig.seen.length === 2);
  unlinkSync(file);
  await until(() => rig.seen.length === 3);
  expect(told(rig)).toEqual(['appeared a.txt', 'changed a.txt', 'removed a.txt']);
});

test('what is there already is not news', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'old.txt'), 'x');
  const { rig } = await open({ folder });
  writeFileSync(join(folder, 'new.txt'), 'x');
  await until(() => rig.seen.length > 0);
  expect(told(rig)).toEqual(['appeared new.txt']);
});

test('a file is told when it has grown to its end', async () => {
  const { folder, rig } = await open({ settleMs: 250 });
  const file = join(folder, 'film.bin');
  for (let part = 0; part < 8; part++) {
    appendFileSync(file, 'x'.repeat(1000));
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  await until(() => rig.seen.length > 0);
  expect(rig.seen.map(({ payload }) => payload.size)).toEqual([8000]);
});

test('a file written under another name and renamed is told under its own, hidden ones never', async () => {
  const { folder, rig } = await open({});
  writeFileSync(join(folder, '.upload.tmp'), 'x');
  writeFileSync(join(folder, 'b.pdf.part'), 'x');
  renameSync(join(folder, '.upload.tmp'), join(folder, 'a.pdf'));
  await until(() => rig.seen.length > 0);
  expect(told(rig)).toEqual(['appeared a.pdf']);
});

test('names, kinds of change and folders inside are chosen', async () => {
  const { folder, rig } = await open({ name: '*.pdf', events: ['appeared'], subfolders: true });
  mkdirSync(join(folder, 'march'));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, '.git', 'x.pdf'), 'x');
  writeFileSync(join(folder, 'march', 'note.txt'), 'x');
  writeFileSync(join(folder, 'march', 'a.pdf'), 'x');
  await until(() => rig.seen.length === 1);
  writeFileSync(join(folder, 'march', 'a.pdf'), 'longer');
  writeFileSync(join(folder, 'b.pdf'), 'x');
  await until(() => rig.seen.length === 2);
  expect(told(rig)).toEqual(['appeared a.pdf', 'appeared b.pdf']);
});

test('links out of the folder are not followed', async () => {
  const elsewhere = tempFolder();
  writeFileSync(join(elsewhere, 'secret.txt'), 'x');
  const { folder, rig } = await open({ subfolders: true });
  symlinkSync(elsewhere, join(folder, 'link'));
  symlinkSync(join(elsewhere, 'secret.txt'), join(folder, 'secret.txt'));
  writeFileSync(join(folder, 'own.txt'), 'x');
  await until(() => rig.seen.length > 0);
  expect(told(rig)).toEqual(['appeared own.txt']);
});

test('what happened while it was closed is caught up with', async () => {
  const { folder, rig, one } = await open({});
  writeFileSync(join(folder, 'a.txt'), 'x');
  writeFileSync(join(folder, 'b.txt'), 'x');
  await until(() => rig.seen.length === 2);
  await one.stop();
  unlinkSync(join(folder, 'a.txt'));
  writeFileSync(join(folder, 'c.txt'), 'x');
  const again = await open({ folder }, createWatchRig({ state: rig.state() }));
  await until(() => again.rig.seen.length === 2);
  expect(told(again.rig).sort()).toEqual(['appeared c.txt', 'removed a.txt']);
});

test('a folder that goes away is told, its files are not; when it is back, watching goes on', async () => {
  const parent = tempFolder();
  const folder = join(parent, 'inbox');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.txt'), 'x');
  const { rig } = await open({ folder });
  renameSync(folder, join(parent, 'away'));
  await until(() => rig.trouble()?.code === 'files.folder-gone');
  renameSync(join(parent, 'away'), folder);
  writeFileSync(join(folder, 'b.txt'), 'x');
  await until(() => rig.seen.length > 0);
  expect(rig.trouble()).toBeNull();
  expect(told(rig)).toEqual(['appeared b.txt']);
});

test('a folder nobody allowed is not looked at', async () => {
  const folder = tempFolder();
  const refused = () => {
    throw missingGrant({ kind: 'read-file', target: folder });
  };
  const { rig } = await open(
    { folder },
    createWatchRig({ outside: { ...createWatchRig().context.outside, readableFolder: refused } }),
  );
  expect(rig.trouble()?.code).toBe('grant.missing');
});

test('what the disk did not take is told later, once', async () => {
  const { folder, rig } = await open({});
  rig.failing(true);
  writeFileSync(join(folder, 'a.txt'), 'x');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(rig.seen).toEqual([]);
  rig.failing(false);
  await until(() => rig.seen.length > 0);
  expect(told(rig)).toEqual(['appeared a.txt']);
});

test('two thousand files at once are two thousand events', async () => {
  const { folder, rig } = await open({});
  for (let number = 0; number < 2000; number++) writeFileSync(join(folder, `${number}.txt`), String(number));
  await until(() => rig.seen.length >= 2000);
  rmSync(join(folder, '7.txt'));
  await until(() => rig.seen.length > 2000);
  expect(new Set(told(rig)).size).toBe(2001);
  expect(rig.seen).toHaveLength(2001);
});
