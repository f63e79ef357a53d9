import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { personFault } from '../../model/fault.ts';
import type { CellValue, TableFiles, TableFileWrite } from '../../model/outside.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { createTableFiles } from './table-files.ts';

let folder: string;
let tables: TableFiles;
const signal = new AbortController().signal;

beforeEach(() => {
  folder = tempFolder();
  mkdirSync(join(folder, 'allowed'));
  const places = {
    isAllowed: (path: string) => path.startsWith(join(folder, 'allowed') + sep),
    denied: [],
    except: [],
  };
  tables = createTableFiles({ resolve: (path) => join(folder, 'allowed', path), places: () => places });
});

const at = (name: string): string => join(folder, 'allowed', name);
const values = (record: Record<string, CellValue>) =>
  Object.entries(record).map(([column, value]) => ({ column, value }));

const write = (file: string, record: Record<string, CellValue>, more: Partial<TableFileWrite> = {}, stop = signal) =>
  tables.write({
    write: { file, sheet: '', mode: 'append', match: [], values: values(record), guardFormulas: true, ...more },
    timeoutMs: 10_000,
    signal: stop,
  });

const read = async (file: string, limit = 10_000) =>
  (await tables.read({ read: { file, sheet: '', where: [], limit }, timeoutMs: 10_000, signal })).rows;

test.each(['orders.csv', 'orders.xlsx'])('of a hundred writes to %s at the same time none is lost', async (file) => {
  await Promise.all(Array.from({ length: 100 }, (_, id) => write(file, { id, name: `Ana ${id}` })));
  const rows = await read(file);
  expect(rows.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, id) => id));
  // Each replaced the file as a whole; nothing was left lying about.
  expect(readdirSync(join(folder, 'allowed'))).toEqual([file]);
});

test('a large file is worked on beside everything else, and comes out the same but for the row', async () => {
  const lines = Array.from({ length: 60_000 }, (_, id) => `${id},name of ${id}\n`).join('');
  writeFileSync(at('big.csv'), `id,name\n${lines}`);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const result = await write('big.csv', { id: 59_999, name: 'last' }, { mode: 'upsert', match: ['id'] });
  clearInterval(timer);
  expect(result).toMatchObject({ changed: 1, before: [{ name: 'name of 59999' }], after: [{ name: 'last' }] });
  expect(readFileSync(at('big.csv'), 'utf8')).toBe(`id,name\n${lines.replace('name of 59999', 'last')}`);
  expect(ticks).toBeGreaterThan(10);
  // A fault crosses the thread as it is.
  await expect(write('big.csv', { nmae: 'x' })).rejects.toMatchObject({ code: 'table.no-column', who: 'person' });
});

test('a preview changes nothing, also where there is no file yet', async () => {
  const wanted = {
    file: 'new.csv',
    sheet: '',
    mode: 'append',
    match: [],
    values: values({ a: 1 }),
    guardFormulas: true,
  } as const;
  expect(await tables.previewWrite({ write: wanted, timeoutMs: 1000, signal })).toEqual({
    path: at('new.csv'),
    table: 'new.csv',
    changed: 1,
    before: [],
    after: [{ a: 1 }],
  });
  expect(readdirSync(join(folder, 'allowed'))).toEqual([]);
});

test.each([
  ['~$orders.xlsx', 'orders.xlsx', 'Excel'],
  ['.~lock.orders.csv#', 'orders.csv', 'LibreOffice'],
])('while %s lies beside it, a file is open elsewhere and is left alone', async (mark, file, program) => {
  await write(file, { a: 1 });
  const before = readFileSync(at(file));
  writeFileSync(at(mark), 'Ana');
  await expect(write(file, { a: 2 })).rejects.toMatchObject({
    code: 'table.in-use',
    who: 'world',
    retryable: true,
    retryAfterMs: 30_000,
    message: `${program} has "${file}" open, so nothing was written.`,
  });
  expect(readFileSync(at(file)).equals(before)).toBe(true);
  rmSync(at(mark));
  await write(file, { a: 2 });
  expect(await read(file)).toHaveLength(2);
});

test('what somebody saved at the same moment is not lost', async () => {
  writeFileSync(at('a.csv'), `id,note\n${'1,a note of some length\n'.repeat(20_000)}`);
  // Asked whether to stop when the work begins: after the file was read, before it is written.
  const stop = Object.create(signal, {
    aborted: {
      get: () => {
        writeFileSync(at('a.csv'), 'id,note\n7,saved by hand\n');
        return false;
      },
    },
    addEventListener: { value: () => {} },
    removeEventListener: { value: () => {} },
  }) as AbortSignal;
  await expect(write('a.csv', { id: 2 }, {}, stop)).rejects.toMatchObject({
    code: 'table.changed-meanwhile',
    retryable: true,
  });
  expect(readFileSync(at('a.csv'), 'utf8')).toBe('id,note\n7,saved by hand\n');
});

test('called off, it is stopped and nothing is written', async () => {
  const text = `id,note\n${'1,a note of some length\n'.repeat(50_000)}`;
  writeFileSync(at('a.csv'), text);
  const stop = new AbortController();
  const writing = write('a.csv', { id: 2 }, {}, stop.signal);
  stop.abort(personFault('run.cancelled', 'Cancelled.'));
  await expect(writing).rejects.toMatchObject({ code: 'table.cancelled' });
  expect(readFileSync(at('a.csv'), 'utf8')).toBe(text);
});

test('the rules of places hold: links, other folders, other kinds of files, sizes', async () => {
  writeFileSync(join(folder, 'secret.csv'), 'a\n1\n');
  symlinkSync(join(folder, 'secret.csv'), at('link.csv'));
  await expect(write('link.csv', { a: 1 })).rejects.toMatchObject({ code: 'file.denied' });
  await expect(read('link.csv')).rejects.toMatchObject({ code: 'file.denied' });
  await expect(write('../secret.csv', { a: 1 })).rejects.toMatchObject({ code: 'file.denied' });
  await expect(write('photo.png', { a: 1 })).rejects.toMatchObject({ code: 'table.kind' });
  await expect(read('missing.csv')).rejects.toMatchObject({ code: 'file.not-found' });
  writeFileSync(at('huge.csv'), Buffer.alloc(50 * 1024 * 1024 + 1, 'a'));
  await expect(write('huge.csv', { a: 1 })).rejects.toMatchObject({
    code: 'file.too-large',
    message: expect.stringContaining('50 MB'),
  });
  expect(readFileSync(join(folder, 'secret.csv'), 'utf8')).toBe('a\n1\n');
});

test.skipIf(process.platform === 'win32')('who may read the file stays as it was', async () => {
  writeFileSync(at('a.csv'), 'a\n', { mode: 0o640 });
  await write('a.csv', { a: 1 });
  expect(statSync(at('a.csv')).mode & 0o777).toBe(0o640);
});

test('rows are found by their values, up to a limit', async () => {
  writeFileSync(at('a.csv'), 'id,state\n1,open\n2,paid\n3,open\n');
  const find = (limit: number) =>
    tables.read({
      read: { file: 'a.csv', sheet: '', where: values({ State: 'open' }), limit },
      timeoutMs: 1000,
      signal,
    });
  expect(await find(10)).toEqual({
    rows: [
      { id: '1', state: 'open' },
      { id: '3', state: 'open' },
    ],
    truncated: false,
  });
  expect(await find(1)).toEqual({ rows: [{ id: '1', state: 'open' }], truncated: true });
});

test.each(['a.csv', 'a.xlsx'])(
  'of a change of many rows in %s the first hundred are shown, and all are done',
  async (file) => {
    await write(file, { id: 0, state: 'open' });
    for (let id = 1; id < 120; id++) await write(file, { id, state: 'open' });
    const change = { id: 7, state: 'open' };
    const done = await write(file, change, { mode: 'update', match: ['state'] });
    expect([done.changed, done.before.length, done.after.length]).toEqual([120, 100, 100]);
    expect((await read(file)).filter(({ id }) => Number(id) === 7)).toHaveLength(120);
  },
);
