import { z } from 'zod';
import type { JsonValue } from '../../model/json.ts';
import { fileNameOf, isTableName, toCell } from '../cell-value.ts';
import { defineStep, outPort, type ParamProblem } from '../define.ts';
import { fileGrants } from '../grant-target.ts';
import { number, text, tree } from '../params.ts';
import { sheetField } from '../row-fields.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  file: text().default('').describe('A CSV file or an Excel workbook'),
  sheet: z.string().default('').describe('Of a workbook; empty = the first'),
  where: z
    .array(z.strictObject({ column: z.string().min(1), value: tree }))
    .default([])
    .describe('Columns that must be equal to a value; without any, every row is meant'),
  limit: number(z.number().int().min(1).max(10_000)).default(1000).describe('How many rows are handed on at the most'),
});

type Params = z.output<typeof params>;

const check = ({ file }: Params): ParamProblem[] => {
  if (file === '')
    return [{ param: 'file', message: 'No file is chosen.', fix: 'Choose a CSV file or an Excel workbook.' }];
  if (isTableName(file)) return [];
  return [
    {
      param: 'file',
      message: `${showValue(file)} is neither a CSV file nor an Excel workbook.`,
      fix: 'Choose a file whose name ends with .csv or .xlsx.',
    },
  ];
};

/** Reads rows of a CSV file or an Excel workbook. */
export const node = defineStep({
  type: 'read-table',
  version: 1,
  family: 'prepare',
  title: 'Read spreadsheet',
  description: 'Reads rows of a CSV file or an Excel workbook and hands them on.',
  icon: 'file-spreadsheet',
  synonyms: ['csv', 'excel', 'xlsx', 'spreadsheet', 'sheet', 'look up', 'find row', 'rows', 'import', 'table', 'list'],
  params,
  form: [
    {
      name: 'file',
      label: 'Spreadsheet file',
      kind: 'file',
      templated: true,
      placeholder: 'customers.xlsx',
      help: 'A CSV file or an Excel workbook (.xlsx). Its first row names the columns.',
    },
    {
      name: 'where',
      label: 'Only rows where',
      kind: 'list',
      addLabel: 'Add a condition',
      fields: [
        { name: 'column', label: 'Column', kind: 'text' },
        { name: 'value', label: 'Is', kind: 'text', templated: true },
      ],
    },
    sheetField,
    { name: 'limit', label: 'Rows at the most', kind: 'number', templated: true, advanced: true },
  ],
  ports: () => [outPort],
  summary: ({ file, where: [first] }) => {
    if (file === '') return 'Reads a spreadsheet file';
    const name = typeof file === 'string' ? fileNameOf(file) : showValue(file);
    return first
      ? `Reads rows of ${name} where ${first.column} is ${showValue(first.value)}`
      : `Reads the rows of ${name}`;
  },
  sample: () => {
    const row = { name: 'Ana Duarte', email: 'ana@example.com', total: 64.9 };
    return { rows: [row], count: 1, first: row, truncated: false };
  },
  check,
  effect: () => 'reads',
  grants: ({ file }) => fileGrants(file, 'read-file'),
  run: async ({ file, sheet, where, limit }, { tables, timeoutMs, signal }) => {
    const wanted = where.map(({ column, value }) => ({ column, value: toCell(value as JsonValue) }));
    const { rows, truncated } = await tables.read({ read: { file, sheet, where: wanted, limit }, timeoutMs, signal });
    return { output: { rows, count: rows.length, first: rows[0] ?? null, truncated } };
  },
  upgrades: [],
});
