import { z } from 'zod';
import type { JsonValue } from '../../model/json.ts';
import { defineStep, outPort } from '../define.ts';
import { databaseFile, databaseGrants, typedText } from '../grant-target.ts';
import { tree } from '../params.ts';
import { showValue } from '../show-value.ts';
import { databaseTimeMs, toSqlValue } from '../sql-value.ts';
import { readsOnly } from './reads-only.ts';

const params = z.strictObject({
  file: databaseFile(),
  sql: typedText('values go into the list below the statement, never into the text').default(''),
  bind: z.array(tree).default([]).describe('Values for the "?" of the statement, in order'),
});

const changeSample = { changed: 1, lastRowId: 0, rows: [] };

/** Runs one SQL statement on a SQLite file, with values bound to its `?`. */
export const node = defineStep({
  type: 'sqlite-query',
  version: 1,
  family: 'then',
  title: 'Ask database',
  description: 'Runs one SQL statement on a SQLite database and hands on the rows.',
  icon: 'database-search',
  synonyms: ['sqlite', 'sql', 'database', 'query', 'select', 'look up', 'find', 'rows', 'report', 'statement'],
  params,
  form: [
    { name: 'file', label: 'Database file', kind: 'file', placeholder: 'shop.db' },
    {
      name: 'sql',
      label: 'Statement',
      kind: 'code',
      placeholder: 'SELECT * FROM orders WHERE customer = ?',
      help: 'Write ? where a value belongs.',
    },
    { name: 'bind', label: 'Values', kind: 'text-list', templated: true, help: 'One for each ?, in the same order.' },
  ],
  ports: () => [outPort],
  summary: ({ sql }) => (sql.trim() === '' ? 'Runs a statement on a database' : `Runs ${showValue(sql.trim())}`),
  sample: ({ sql }) => {
    const row = { id: 1043, name: 'Ana', total: 64.9 };
    return readsOnly(sql) ? { rows: [row], count: 1, first: row, truncated: false } : changeSample;
  },
  check: ({ file, sql }) => [
    ...(file === '' ? [{ param: 'file', message: 'No database is chosen.', fix: 'Choose a database file.' }] : []),
    ...(sql.trim() === '' ? [{ param: 'sql', message: 'The statement is empty.', fix: 'Write a statement.' }] : []),
  ],
  effect: ({ sql }) => (readsOnly(sql) ? 'reads' : 'not-repeatable'),
  grants: ({ file }) => databaseGrants(file),
  run: async ({ file, sql, bind }, { databases, timeoutMs, signal }) => {
    const values = bind as JsonValue[];
    const call = { file, sql, bind: values.map(toSqlValue), timeoutMs: databaseTimeMs(timeoutMs), signal };
    const did = { kind: 'query', file, sql, bind: values } as const;
    if (!readsOnly(sql)) return { output: { ...(await databases.execute(call)) }, did };
    const { rows, truncated } = await databases.query(call);
    return { output: { rows, count: rows.length, first: rows[0] ?? null, truncated }, did };
  },
  preview: ({ file, sql, bind }) => ({
    output: changeSample,
    did: { kind: 'query', file, sql, bind: bind as JsonValue[] },
  }),
  upgrades: [],
});
