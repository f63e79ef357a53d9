import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellValue, TableFileWrite } from '../../model/outside.ts';
import { doWork } from './table-work.ts';

const edit = (file: string | Buffer | null, write: Partial<TableFileWrite>, path = 'orders.csv') =>
  doWork<'write'>({
    kind: 'write',
    path,
    bytes: file === null ? null : Buffer.from(file as string),
    isPreview: false,
    write: { file: path, sheet: '', mode: 'append', match: [], values: [], guardFormulas: true, ...write },
  });

const values = (record: Record<string, CellValue>) =>
  Object.entries(record).map(([column, value]) => ({ column, value }));

const textAfter = (...input: Parameters<typeof edit>): string => Buffer.from(edit(...input).bytes ?? []).toString();

describe('a row is added the way the file is written', () => {
  const row = { values: values({ name: 'Ana', total: 64.9 }) };
  test.each([
    ['commas', 'name,total\nRui,1\n', 'name,total\nRui,1\nAna,64.9\n'],
    ['semicolons and Windows line ends', 'name;total\r\nRui;1\r\n', 'name;total\r\nRui;1\r\nAna;64.9\r\n'],
    ['tabs', 'name\ttotal\nRui\t1\n', 'name\ttotal\nRui\t1\nAna\t64.9\n'],
    ['quotes around everything', '"name","total"\n"Rui","1"\n', '"name","total"\n"Rui","1"\n"Ana","64.9"\n'],
    ['a mark for UTF-8', '\ufeffname,total\n', '\ufeffname,total\nAna,64.9\n'],
    ['no line break at the end', 'name,total\r\nRui,1', 'name,total\r\nRui,1\r\nAna,64.9\r\n'],
    ['a header of its own order, and more columns', 'total,note,name\n', 'total,note,name\n64.9,,Ana\n'],
    ['line breaks of old Macs', 'name,total\rRui,1\r', 'name,total\rRui,1\rAna,64.9\r'],
    ['a separator inside quotes in the header', '"name;a,b";total;name\n', '"name;a,b";total;name\n;64.9;Ana\n'],
    ['capital letters in the header', 'NAME,Total \n', 'NAME,Total \nAna,64.9\n'],
    ['nothing in it', '', 'name,total\nAna,64.9\n'],
    ['nothing but the mark', '\ufeff', '\ufeffname,total\nAna,64.9\n'],
  ])('%s', (_what, before, expected) => {
    expect(textAfter(before, row)).toBe(expected);
  });

  test('a file that is not there is made, tabs where its name asks for them', () => {
    expect(textAfter(null, row)).toBe('name,total\nAna,64.9\n');
    expect(textAfter(null, row, 'orders.tsv')).toBe('name\ttotal\nAna\t64.9\n');
  });
});

test('only the lines that change are written anew', () => {
  const file = 'id;name;note\r\n 1 ;"Rui";"a ""b"""\r\n\r\n2;Ana;old\r\n3; x ;"two\r\nlines"';
  const write = { mode: 'update', match: ['id'], values: values({ id: 2, note: 'a;b' }) } as const;
  const written = edit(file, write);
  expect(Buffer.from(written.bytes ?? []).toString()).toBe(file.replace('2;Ana;old', '2;Ana;"a;b"'));
  expect([written.before, written.after]).toEqual([
    [{ id: '2', name: 'Ana', note: 'old' }],
    [{ id: '2', name: 'Ana', note: 'a;b' }],
  ]);
  // The last line has no end, and gets none.
  const last = edit(file, { ...write, values: values({ id: '3', note: 'new' }) });
  expect(Buffer.from(last.bytes ?? []).toString()).toBe(file.replace('3; x ;"two\r\nlines"', '3; x ;new'));
});

test('every row that matches is changed; when none does, an upsert adds one and an update changes nothing', () => {
  const file = 'id,state\n1,open\n2,open\n1,open\n';
  const write = { match: ['id'], values: values({ id: 1, state: 'paid' }) };
  expect(textAfter(file, { ...write, mode: 'update' })).toBe('id,state\n1,paid\n2,open\n1,paid\n');
  expect(textAfter(file, { ...write, mode: 'upsert' })).toBe('id,state\n1,paid\n2,open\n1,paid\n');
  const other = { match: ['id'], values: values({ id: 9, state: 'paid' }) };
  expect(textAfter(file, { ...other, mode: 'upsert' })).toBe(`${file}9,paid\n`);
  expect(edit(file, { ...other, mode: 'update' })).toMatchObject({ bytes: null, before: [], after: [] });
  // Written twice, an upsert leaves the same file.
  const once = edit(file, { ...other, mode: 'upsert' }).bytes;
  expect(textAfter(Buffer.from(once ?? []), { ...other, mode: 'upsert' })).toBe(`${file}9,paid\n`);
});

test.each<[CellValue, string]>([
  ['=HYPERLINK("https://evil.example")', '"\'=HYPERLINK(""https://evil.example"")"'],
  ['+351 912', "'+351 912"],
  ['-cmd|x', "'-cmd|x"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\r=1', '"\'\r=1"'],
  [-12.5, '-12.5'],
  ['-12.5', '-12.5'],
  ['+351912000000', '+351912000000'],
  [true, 'TRUE'],
  [null, ''],
  ['it’s = fine', 'it’s = fine'],
])('%j is written as %s', (value, cell) => {
  expect(textAfter('v,w\n', { values: values({ v: value, w: 'x' }) })).toBe(`v,w\n${cell},x\n`);
});

test('a guarded text is found again, handed on as it was, and not guarded where that is not wanted', () => {
  const file = textAfter('phone,n\n', { values: values({ phone: '+351 912', n: 1 }) });
  const write = { mode: 'upsert', match: ['phone'], values: values({ phone: '+351 912', n: 2 }) } as const;
  expect(textAfter(file, write)).toBe("phone,n\n'+351 912,2\n");
  const read = { file: 'a.csv', sheet: '', where: values({ phone: '+351 912' }), limit: 10 };
  expect(doWork<'read'>({ kind: 'read', path: 'a.csv', bytes: Buffer.from(file), read })).toEqual({
    rows: [{ phone: '+351 912', n: '1' }],
    truncated: false,
  });
  expect(textAfter('v,w\n', { values: values({ v: '=1+1', w: 'x' }), guardFormulas: false })).toBe('v,w\n=1+1,x\n');
});

test.each<[string, string | Buffer, Partial<TableFileWrite>, string]>([
  ['a column that is not there', 'name,total\n', { values: values({ nmae: 1 }) }, 'table.no-column'],
  ['a column that is there twice', 'name,Name\n', { values: values({ name: 1 }) }, 'table.column-twice'],
  ['a quote that never ends', 'a,b\n1,"x', { values: values({ a: 1 }) }, 'table.broken'],
  [
    'letters of another time',
    Buffer.from('name\nJos\xe9\n', 'latin1'),
    { values: values({ name: 1 }) },
    'table.encoding',
  ],
  ['a sheet', 'name\n', { sheet: 'Orders', values: values({ name: 1 }) }, 'table.no-sheet'],
  [
    'nothing to find it by',
    'id,n\n',
    { mode: 'upsert', match: ['id'], values: values({ id: ' ', n: 1 }) },
    'table.no-match-value',
  ],
  ['too many rows', `a\n${'1\n'.repeat(100_000)}`, { values: values({ a: 1 }) }, 'table.too-many-rows'],
])('%s is refused', (_what, file, write, code) => {
  expect(() => edit(file, write)).toThrow(expect.objectContaining({ code, who: 'person' }));
});

test('a column with a slip of the pen is named', () => {
  expect(() => edit('name,total\n', { values: values({ nmae: 1 }) })).toThrow(
    expect.objectContaining({
      message: 'There is no column "nmae" in "orders.csv".',
      fix: expect.stringContaining('Did you mean "name"?'),
    }),
  );
});

test('whatever is added is read back as it was, in every dialect', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', ';', '\t', '\n', '\r', 'é', "'", '=') });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      (rows, delimiter, newline) => {
        let file: Uint8Array = Buffer.from(`a${delimiter}b${newline}`);
        for (const [a, b] of rows) {
          // A blank line is no row.
          const write = { values: values({ a: `x${a}`, b }), guardFormulas: false };
          file = edit(Buffer.from(file), write).bytes ?? file;
        }
        const back = parse(Buffer.from(file), { delimiter, from: 2 });
        expect(back).toEqual(rows.map(([a, b]) => [`x${a}`, b]));
      },
    ),
    { numRuns: 200 },
  );
});
