import { z } from 'zod';
import { toFault } from '../../model/fault.ts';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import type { TableFileWrite, TableFileWriteResult } from '../../model/outside.ts';
import type { Resolved } from '../../model/template.ts';
import { fileNameOf, isTableName, toCell } from '../cell-value.ts';
import { defineStep, outPort, type ParamProblem, type StepResult } from '../define.ts';
import { fileGrants } from '../grant-target.ts';
import { text, tree } from '../params.ts';
import { hasTemplate, showValue } from '../show-value.ts';
import { form } from './form.ts';

const params = z.strictObject({
  file: text().default('').describe('A CSV file or an Excel workbook; made when there is none'),
  sheet: z.string().default('').describe('Of a workbook; empty = the first'),
  mode: z.enum(['append', 'update', 'upsert']).default('append'),
  match: z.array(z.string().min(1)).default([]).describe('Columns by which rows are found; not for append'),
  values: z.array(z.strictObject({ column: z.string().min(1), value: tree })).default([]),
  guardFormulas: z.boolean().default(true).describe("Whether texts like =1+1 get a ' in front"),
});

type Params = z.output<typeof params>;
type Filled = Resolved<Params>;

const problem = (param: string, message: string, fix: string): ParamProblem => ({ param, message, fix });

const isIn = (name: string, { values }: Pick<Params, 'values'>): boolean =>
  values.some(({ column }) => column.trim().toLowerCase() === name.trim().toLowerCase());

const checkMatch = (typed: Params): ParamProblem[] => {
  if (typed.mode === 'append') return [];
  if (typed.match.length === 0)
    return [
      problem('match', 'It is not said which rows are meant.', 'Choose at least one column by which the row is found.'),
    ];
  return typed.match
    .filter((name) => !isIn(name, typed))
    .map((name) =>
      problem('values', `Rows are found by "${name}", but no value is given for it.`, `Add "${name}" to the values.`),
    );
};

const checkFile = ({ file }: Params): ParamProblem[] => {
  if (file === '') return [problem('file', 'No file is chosen.', 'Choose a CSV file or an Excel workbook.')];
  if (isTableName(file)) return [];
  return [
    problem(
      'file',
      `${showValue(file)} is neither a CSV file nor an Excel workbook.`,
      'Use a name that ends with .csv or .xlsx.',
    ),
  ];
};

const check = (typed: Params): ParamProblem[] => [
  ...checkFile(typed),
  ...(typed.values.length === 0
    ? [problem('values', 'No column has a value.', 'Say what to write into at least one column.')]
    : []),
  ...checkMatch(typed),
];

const verbs = { append: 'Adds a row to', update: 'Changes rows of', upsert: 'Adds or changes a row of' } as const;

const summary = ({ file, mode, match, values }: Params): string => {
  if (file === '') return 'Writes a row into a spreadsheet file';
  const key = values.find(({ column }) => column === match[0]);
  const where = mode === 'append' || !key ? '' : ` where ${key.column} is ${showValue(key.value)}`;
  return `${verbs[mode]} ${typeof file === 'string' ? fileNameOf(file) : showValue(file)}${where}`;
};

const sampleRow = ({ values }: Params): JsonRecord =>
  Object.fromEntries(
    values.map(({ column, value }) => [column, hasTemplate(value) ? `Some ${column}` : (value as JsonValue)]),
  );

const writeOf = ({ file, sheet, mode, match, values, guardFormulas }: Filled): TableFileWrite => ({
  file,
  sheet,
  mode,
  match: mode === 'append' ? [] : match,
  values: values.map(({ column, value }) => ({ column, value: toCell(value as JsonValue) })),
  guardFormulas,
});

const told = (write: TableFileWrite, { path, table, changed, before, after }: TableFileWriteResult): StepResult => ({
  output: { changed, row: after[0] ?? null, path },
  did: { kind: 'row', file: path, table, mode: write.mode, sql: '', matched: [...write.match], before, after },
});

/** What can be said about a write to a file nobody has allowed yet. */
const planned = ({ file, sheet, values }: TableFileWrite): TableFileWriteResult => ({
  path: file,
  table: sheet === '' ? fileNameOf(file) : sheet,
  changed: 1,
  before: [],
  after: [Object.fromEntries(values.map(({ column, value }) => [column, value]))],
});

/** Adds or changes rows of a CSV file or an Excel workbook. */
export const node = defineStep({
  type: 'table-row',
  version: 1,
  family: 'then',
  title: 'Write spreadsheet row',
  description: 'Adds or changes a row of a CSV file or an Excel workbook.',
  icon: 'sheet',
  synonyms: ['csv', 'excel', 'xlsx', 'spreadsheet', 'sheet', 'google sheets', 'row', 'append', 'list', 'table', 'log'],
  params,
  form,
  ports: () => [outPort],
  summary,
  sample: (typed) => ({
    changed: 1,
    row: sampleRow(typed),
    path: typeof typed.file === 'string' ? typed.file : 'orders.csv',
  }),
  check,
  // A row that was added looks like any other, so a second one cannot be told from the first.
  effect: ({ mode }) => (mode === 'append' ? 'not-repeatable' : 'repeatable'),
  grants: ({ file }) => fileGrants(file),
  run: async (filled, { tables, timeoutMs, signal }) => {
    const write = writeOf(filled);
    return told(write, await tables.write({ write, timeoutMs, signal }));
  },
  preview: async (filled, { tables, timeoutMs, signal }) => {
    const write = writeOf(filled);
    try {
      return told(write, await tables.previewWrite({ write, timeoutMs, signal }));
    } catch (thrown) {
      if (!toFault(thrown).code.startsWith('grant.')) throw thrown;
      return told(write, planned(write));
    }
  },
  upgrades: [],
});
