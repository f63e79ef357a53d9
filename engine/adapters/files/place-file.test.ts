import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { holdTheSame, placeFile } from './place-file.ts';

/** A place in memory, which is another drive to the computer. */
const elsewhere = '/dev/shm';
const hasOtherDrive = existsSync(elsewhere) && statSync(elsewhere).dev !== statSync(tmpdir()).dev;
const { signal } = new AbortController();

test.runIf(hasOtherDrive)(
  'to another drive a file is carried whole, with its time, and replaces nothing unasked',
  async () => {
    const other = mkdtempSync(join(elsewhere, 'whenthen-'));
    onTestFinished(() => rmSync(other, { recursive: true }));
    const [from, to] = [join(tempFolder(), 'a.pdf'), join(other, 'a.pdf')];
    const text = 'x'.repeat(3_000_000);
    writeFileSync(from, text, { mode: 0o440 });
    const time = new Date('2026-02-03T04:05:06Z');
    utimesSync(from, time, time);
    await placeFile(from, to, false, signal);
    expect([existsSync(from), readFileSync(to, 'utf8') === text]).toEqual([false, true]);
    expect([statSync(to).mtime, statSync(to).mode & 0o777]).toEqual([time, 0o440]);

    writeFileSync(from, 'second');
    await expect(placeFile(from, to, false, signal)).rejects.toMatchObject({ code: 'EEXIST' });
    expect([readFileSync(from, 'utf8'), readdirSync(other)]).toEqual(['second', ['a.pdf']]);
    await placeFile(from, to, true, signal);
    expect(readFileSync(to, 'utf8')).toBe('second');

    writeFileSync(from, 'third');
    await expect(placeFile(from, join(other, 'b.pdf'), false, AbortSignal.abort())).rejects.toThrow();
    // Nothing half is left behind.
    expect([readFileSync(from, 'utf8'), readdirSync(other)]).toEqual(['third', ['a.pdf']]);
  },
);

test('files are compared to their end', async () => {
  const folder = tempFolder();
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const long = 'x'.repeat(2_500_000);
  const a = put('a', long);
  expect(await holdTheSame(a, put('b', long))).toBe(true);
  expect(await holdTheSame(a, put('c', `${long.slice(1)}y`))).toBe(false);
  expect(await holdTheSame(a, put('d', `${long}y`))).toBe(false);
});
