import { expect, test } from 'vitest';
import type { CellValue, TableFileWrite } from '../../model/outside.ts';
import { doWork } from './table-work.ts';
import { ordersSheet, pack, unpack } from './workbook.fixture.ts';

const edit = (bytes: Uint8Array | null, write: Partial<TableFileWrite>) =>
  doWork<'write'>({
    kind: 'write',
    path: 'orders.xlsx',
    bytes,
    isPreview: false,
    write: { file: '', sheet: 'Orders', mode: 'append', match: [], values: [], guardFormulas: true, ...write },
  });

const values = (record: Record<string, CellValue>) =>
  Object.entries(record).map(([column, value]) => ({ column, value }));

const rowsOf = (bytes: Uint8Array | null, sheet = 'Orders') =>
  doWork<'read'>({
    kind: 'read',
    path: 'orders.xlsx',
    bytes: bytes ?? new Uint8Array(),
    read: { file: '', sheet, where: [], limit: 100 },
  }).rows;

const ana = { Name: 'Ana Duarte\r', Total: 64.9, Paid: '2026-11-25', Twice: 129.8 };
const rui = { Name: 'Rui & Co', Total: 12, Paid: '2026-11-26T12:00:00', Twice: 24 };

test('rows are read with their kinds: texts in pieces, numbers, dates, results of formulas', () => {
  expect(rowsOf(pack())).toEqual([ana, rui]);
});

test('a row that is added takes the looks of the one above, and everything else in the file stays as it was', () => {
  const before = pack();
  const written = edit(before, { values: values({ Total: 7.5, Name: 'Zoë <b>', Paid: null }) });
  expect([written.sheet, written.before, written.after]).toEqual([
    'Orders',
    [],
    [{ Name: 'Zoë <b>', Total: 7.5, Paid: null, Twice: null }],
  ]);
  const old = unpack(before);
  const parts = unpack(written.bytes ?? new Uint8Array());
  const changed = Object.keys(old).filter((name) => old[name] !== parts[name]);
  expect(Object.keys(parts)).toEqual(Object.keys(old));
  expect(changed).toEqual(['xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/tables/table1.xml']);
  // The row that was there, empty, keeps its height; the sheet no longer says how large it is, and nothing else changed.
  expect(parts['xl/worksheets/sheet1.xml']).toBe(
    ordersSheet
      .replace('<dimension ref="A1:D3"/>', '')
      .replace(
        '<row r="4" ht="18" customHeight="1"/>',
        '<row r="4" ht="18" customHeight="1"><c r="A4" s="2" t="inlineStr"><is><t xml:space="preserve">Zoë &lt;b&gt;</t></is></c><c r="B4" s="3"><v>7.5</v></c><c r="C4" s="4"/><c r="D4" s="3"/></row>',
      ),
  );
  expect(parts['xl/tables/table1.xml']).toContain('ref="A1:D4" totalsRowShown="0"><autoFilter ref="A1:D4"/>');
  expect(parts['xl/workbook.xml']).toContain('<calcPr fullCalcOnLoad="1" calcId="191029"/>');
  expect(rowsOf(written.bytes)).toEqual([ana, rui, { Name: 'Zoë <b>', Total: 7.5, Paid: null, Twice: null }]);
  const again = edit(written.bytes, { values: values({ Name: 'last' }) });
  expect(rowsOf(again.bytes).at(-1)).toMatchObject({ Name: 'last' });
  expect(unpack(again.bytes ?? new Uint8Array())['xl/worksheets/sheet1.xml']).toContain(
    '</row><row r="5"><c r="A5" s="2"',
  );
});

test('a cell that is changed keeps its looks', () => {
  const write = { mode: 'upsert', match: ['Name'], values: values({ Name: 'Rui & Co', Total: 13 }) } as const;
  const written = edit(pack(), write);
  expect([written.before, written.after]).toEqual([[rui], [{ ...rui, Total: 13 }]]);
  const sheet = unpack(written.bytes ?? new Uint8Array())['xl/worksheets/sheet1.xml'];
  expect(sheet).toContain('<c r="B3" s="3"><v>13</v></c><c r="C3" s="4"><v>46352.5</v></c>');
  expect(rowsOf(written.bytes)).toEqual([ana, { ...rui, Total: 13 }]);
});

test('a text stays a text, and a number a number', () => {
  const record = { Name: '=1+1', Total: -5, Paid: '0123', Twice: true };
  const written = edit(pack(), { values: values(record) });
  const sheet = unpack(written.bytes ?? new Uint8Array())['xl/worksheets/sheet1.xml'];
  expect(sheet).toContain('xml:space="preserve">\'=1+1</t>');
  expect(sheet).toContain('<c r="B4" s="3"><v>-5</v></c>');
  expect(sheet).toContain('<c r="D4" s="3" t="b"><v>1</v></c>');
  expect(rowsOf(written.bytes).at(-1)).toEqual(record);
  const odd = { Name: 'bell \u0007 and _x0041_ \r\n', Total: 'a\ud800' };
  expect(rowsOf(edit(pack(), { values: values(odd) }).bytes).at(-1)).toMatchObject({
    Name: odd.Name,
    Total: 'a\ufffd',
  });
});

test('an empty sheet gets a header, with the prefix its tags have', () => {
  const written = edit(pack(), { sheet: '', values: values({ A: 1, B: 'x' }) });
  expect(written.sheet).toBe('Notes');
  expect(unpack(written.bytes ?? new Uint8Array())['xl/worksheets/sheet2.xml']).toContain(
    '<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">',
  );
  const twice = edit(written.bytes, { sheet: 'notes', values: values({ B: 'y' }) });
  expect(rowsOf(twice.bytes, 'Notes')).toEqual([
    { A: 1, B: 'x' },
    { A: null, B: 'y' },
  ]);
});

test('a workbook that is not there is made', () => {
  const made = edit(null, { sheet: 'Q & A', values: values({ Name: 'Ana', Total: 1 }) });
  expect(rowsOf(made.bytes, 'Q & A')).toEqual([{ Name: 'Ana', Total: 1 }]);
});

test.each<[string, Uint8Array, Partial<TableFileWrite>, string, string]>([
  [
    'a formula',
    pack(),
    { mode: 'update', match: ['Name'], values: values({ Name: 'Rui & Co', Twice: 1 }) },
    'table.formula',
    'D3 holds a formula',
  ],
  [
    'a sheet that is not there',
    pack(),
    { sheet: 'Sales', values: values({ Name: 1 }) },
    'table.no-sheet',
    'has no sheet "Sales"',
  ],
  [
    'a row of totals',
    pack({ 'xl/tables/table1.xml': '<table ref="A1:D3" totalsRowCount="1"/>' }),
    { values: values({ Name: 1 }) },
    'table.totals-row',
    'row of totals',
  ],
  ['an old or protected file', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), {}, 'table.broken', 'password'],
  ['something else', new Uint8Array(200).fill(7), {}, 'table.broken', 'damaged'],
  [
    'broken XML',
    pack({ 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' }),
    {},
    'table.broken',
    'cannot be read',
  ],
  ['a long text', pack(), { values: values({ Name: 'x'.repeat(32_768) }) }, 'table.cell-too-long', 'A4'],
])('%s is refused', (_what, bytes, write, code, words) => {
  expect(() => edit(bytes, write)).toThrow(
    expect.objectContaining({ code, who: 'person', message: expect.stringContaining(words) }),
  );
});

test('an entity of its own is nothing that is read', () => {
  const bomb =
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>';
  expect(() => edit(pack({ 'xl/worksheets/sheet1.xml': bomb }), {})).toThrow(
    expect.objectContaining({ code: 'table.broken' }),
  );
});
