import { z } from 'zod';
import { defineTrigger, outPort, type ParamProblem } from '../define.ts';
import { databaseFile, databaseGrants } from '../grant-target.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  file: databaseFile(),
  table: z.string().default(''),
  changes: z
    .array(z.enum(['added', 'changed', 'removed']))
    .min(1)
    .max(3)
    .default(['added']),
  columns: z.array(z.string().min(1)).default([]).describe('Only changes of these columns count; empty = any'),
  detect: z.enum(['auto', 'cursor', 'compare', 'capture']).default('auto'),
  cursorColumn: z.string().default('').describe('A column that goes up, such as a time; empty = the row number'),
  startFrom: z.enum(['now', 'existing']).default('now'),
});
type Params = z.output<typeof params>;

const verbs = { added: 'is added to', changed: 'changes in', removed: 'is removed from' } as const;

const check = ({ file, table, columns, detect, changes, startFrom }: Params): ParamProblem[] => [
  ...(file === '' ? [{ param: 'file', message: 'No database is chosen.', fix: 'Choose a database file.' }] : []),
  ...(table === '' ? [{ param: 'table', message: 'No table is chosen.', fix: 'Choose a table.' }] : []),
  ...(columns.length > 0 && detect === 'capture'
    ? [
        {
          param: 'columns',
          message: 'A record of changes says which row changed, not which columns.',
          fix: 'Watch all columns, or let the table be compared.',
        },
      ]
    : []),
  ...(startFrom === 'existing' && detect === 'capture'
    ? [
        {
          param: 'startFrom',
          message: 'A record holds what happens from now on, not the rows that are there already.',
          fix: 'Start from now, or let the table be compared.',
        },
      ]
    : []),
  ...(new Set(changes).size < changes.length
    ? [{ param: 'changes', message: 'A kind of change is listed twice.', fix: 'Remove one of the two.' }]
    : []),
];

/** Starts a run when rows of a table in a SQLite file are added, changed or removed, by whatever program. */
export const node = defineTrigger({
  type: 'sqlite-change',
  version: 1,
  title: 'Table changes',
  description: 'Starts when a row of a SQLite database is added, changed or removed, by whatever program.',
  icon: 'table-rows-split',
  synonyms: ['sqlite', 'database', 'table', 'row', 'new row', 'insert', 'update', 'delete', 'changed', 'watch'],
  params,
  form: [
    { name: 'file', label: 'Database file', kind: 'file', placeholder: 'shop.db' },
    { name: 'table', label: 'Table', kind: 'table', fileParam: 'file' },
    {
      name: 'changes',
      label: 'When a row is',
      kind: 'choices',
      choices: [
        { value: 'added', label: 'Added' },
        { value: 'changed', label: 'Changed' },
        { value: 'removed', label: 'Removed' },
      ],
    },
    { name: 'columns', label: 'Only these columns count', kind: 'columns', fileParam: 'file', tableParam: 'table' },
    {
      name: 'detect',
      label: 'How changes are noticed',
      kind: 'choice',
      choices: [
        { value: 'auto', label: 'Choose for me' },
        { value: 'cursor', label: 'By a column that goes up' },
        { value: 'compare', label: 'By comparing all rows' },
        { value: 'capture', label: 'By a record kept in the file' },
      ],
      advanced: true,
    },
    {
      name: 'cursorColumn',
      label: 'Column that goes up',
      kind: 'text',
      help: 'Empty: the row number.',
      advanced: true,
    },
    {
      name: 'startFrom',
      label: 'The first time',
      kind: 'choice',
      choices: [
        { value: 'now', label: 'Start from now' },
        { value: 'existing', label: 'Start for rows that are there too' },
      ],
    },
  ],
  ports: () => [outPort],
  summary: ({ table, changes }) =>
    table === ''
      ? 'Starts when rows of a table change'
      : `A row ${changes.map((change) => verbs[change]).join(' or ')} ${showValue(table)}`,
  sample: ({ table, changes }) => ({
    table: table === '' ? 'orders' : table,
    change: changes[0] ?? 'added',
    row: changes[0] === 'removed' ? null : { id: 1043, name: 'Ana', total: 64.9 },
    before: changes[0] === 'removed' ? { id: 1043, name: 'Ana', total: 64.9 } : null,
    detectedAt: '2026-03-01T09:30:00.000Z',
  }),
  check,
  grants: ({ file }) => databaseGrants(file),
  listen: ({ file, table, changes, columns, detect, cursorColumn, startFrom }) => ({
    kind: 'watch',
    source: { kind: 'sqlite-change', file, table, changes, columns, detect, cursorColumn, startFrom },
  }),
  upgrades: [],
});
