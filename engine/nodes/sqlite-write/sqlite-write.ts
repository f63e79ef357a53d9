import { z } from 'zod';
import { toFault } from '../../model/fault.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { RowWrite, RowWriteResult } from '../../model/outside.ts';
import { defineStep, outPort, type ParamProblem, type StepContext, type StepResult } from '../define.ts';
import { databaseFile, databaseGrants } from '../grant-target.ts';
import { type TemplateTree, tree } from '../params.ts';
import { hasTemplate, showValue } from '../show-value.ts';
import { databaseTimeMs, toSqlValue } from '../sql-value.ts';
import { form } from './form.ts';

const params = z.strictObject({
  file: databaseFile(),
  table: z.string().default(''),
  mode: z.enum(['insert', 'update', 'upsert', 'delete']).default('insert'),
  match: z.array(z.string().min(1)).default([]).describe('Columns by which the row is found; not for insert'),
  values: z.array(z.strictObject({ column: z.string().min(1), value: tree })).default([]),
  createTable: z.boolean().default(false).describe('Create the file and the table if they are not there yet'),
});

type Params = z.output<typeof params>;
/** The params once every template has its value. */
interface Filled extends Omit<Params, 'values'> {
  values: { column: string; value: JsonRecord[string] }[];
}

const problem = (param: string, message: string, fix: string): ParamProblem => ({ param, message, fix });

const checkMatch = ({ mode, match, values }: Params): ParamProblem[] => {
  if (mode === 'insert') return [];
  if (match.length === 0)
    return [
      problem('match', 'It is not said which rows are meant.', 'Choose at least one column by which the row is found.'),
    ];
  return match
    .filter((name) => !values.some(({ column }) => column.toLowerCase() === name.toLowerCase()))
    .map((name) =>
      problem('values', `Rows are found by "${name}", but no value is given for it.`, `Add "${name}" to the values.`),
    );
};

const check = (typed: Params): ParamProblem[] => [
  ...(typed.file === '' ? [problem('file', 'No database is chosen.', 'Choose a database file.')] : []),
  ...(typed.table === '' ? [problem('table', 'No table is chosen.', 'Choose a table.')] : []),
  ...checkMatch(typed),
];

const fileName = (file: string): string => file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

const verbs = {
  insert: 'Adds a row to',
  update: 'Changes rows of',
  upsert: 'Adds or changes a row of',
  delete: 'Deletes rows of',
} as const;

const summary = ({ file, table, mode, match, values }: Params): string => {
  if (file === '' || table === '') return 'Writes a row into a database table';
  const key = values.find(({ column }) => column === match[0]);
  const where = mode === 'insert' || !key ? '' : ` where ${key.column} is ${showValue(key.value)}`;
  return `${verbs[mode]} ${table} in ${fileName(file)}${where}`;
};

const sampleValue = (column: string, value: TemplateTree): JsonRecord[string] =>
  hasTemplate(value) ? `Some ${column}` : (value as JsonRecord[string]);

const sample = ({ mode, values }: Params): JsonRecord => ({
  changed: 1,
  lastRowId: mode === 'insert' || mode === 'upsert' ? 1043 : 0,
  row:
    mode === 'delete'
      ? null
      : Object.fromEntries(values.map(({ column, value }) => [column, sampleValue(column, value)])),
});

const writeOf = (filled: Filled): RowWrite => ({
  file: filled.file,
  table: filled.table,
  mode: filled.mode,
  match: filled.mode === 'insert' ? [] : filled.match,
  values: filled.values.map(({ column, value }) => ({ column, value: toSqlValue(value) })),
  createTable: filled.createTable,
});

const told = ({ file, table, mode }: RowWrite, result: RowWriteResult): StepResult => ({
  output: { changed: result.changed, lastRowId: result.lastRowId, row: result.after[0] ?? null },
  did: { kind: 'row', file, table, mode, sql: result.sql, before: result.before, after: result.after },
});

/** What can be said about a write to a file nobody has allowed yet. */
const planned = (write: RowWrite): RowWriteResult => {
  const row = Object.fromEntries(write.values.map(({ column, value }) => [column, value]));
  return { sql: '', changed: 1, lastRowId: 0, before: [], after: write.mode === 'delete' ? [] : [row] };
};

const limitsOf = ({ timeoutMs, signal }: StepContext) => ({ timeoutMs: databaseTimeMs(timeoutMs), signal });

/** Adds, changes or deletes rows of a table in a SQLite file. Values are bound, never part of a statement. */
export const node = defineStep({
  type: 'sqlite-write',
  version: 1,
  family: 'then',
  title: 'Write to database',
  description: 'Adds, changes or deletes a row in a SQLite database.',
  icon: 'table-rows-split',
  synonyms: [
    'sqlite',
    'sql',
    'database',
    'table',
    'row',
    'insert',
    'update',
    'upsert',
    'delete',
    'save',
    'store',
    'record',
  ],
  params,
  form,
  ports: () => [outPort],
  summary,
  sample,
  check,
  effect: ({ mode }) => (mode === 'insert' ? 'not-repeatable' : 'repeatable'),
  grants: ({ file }) => databaseGrants(file),
  run: async (filled, context) => {
    const write = writeOf(filled as Filled);
    return told(write, await context.databases.write({ write, ...limitsOf(context) }));
  },
  preview: async (filled, context) => {
    const write = writeOf(filled as Filled);
    try {
      return told(write, await context.databases.previewWrite({ write, ...limitsOf(context) }));
    } catch (thrown) {
      if (!toFault(thrown).code.startsWith('grant.')) throw thrown;
      return told(write, planned(write));
    }
  },
  upgrades: [],
});
