import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createTableFiles } from '../../adapters/tables/table-files.ts';
import { personFault } from '../../model/fault.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { problemsOf, tryPreview, tryStep } from '../../testing/try-step.ts';
import { node } from './table-row.ts';

let folder: string;
beforeEach(() => {
  folder = tempFolder();
});

const outside = () => ({
  tables: createTableFiles({
    resolve: (path) => join(folder, path),
    places: () => ({ isAllowed: () => true, denied: [], except: [] }),
  }),
});

const params = {
  file: 'orders.csv',
  values: [
    { column: 'id', value: '{{ trigger.id }}' },
    { column: 'name', value: 'Sr. {{ trigger.name }}' },
    { column: 'items', value: '{{ trigger.items }}' },
  ],
};
const trigger = { id: 7, name: 'Ana', items: ['a', 'b'] };
const row = { id: 7, name: 'Sr. Ana', items: '["a","b"]' };

test('a dry run shows the row that is then added, and writes nothing', async () => {
  const path = join(folder, 'orders.csv');
  writeFileSync(path, 'id,name,items\n');
  const trial = { trigger, outside: outside() };
  const preview = await tryPreview(node, params, trial);
  expect(readFileSync(path, 'utf8')).toBe('id,name,items\n');
  const did = {
    kind: 'row',
    file: path,
    table: 'orders.csv',
    mode: 'append',
    sql: '',
    matched: [],
    before: [],
    after: [row],
  };
  expect(preview).toEqual({ output: { changed: 1, row, path }, did });
  expect(await tryStep(node, params, trial)).toEqual(preview);
  expect(readFileSync(path, 'utf8')).toBe('id,name,items\n7,Sr. Ana,"[""a"",""b""]"\n');
});

test('an upsert says what it found the row by', async () => {
  writeFileSync(join(folder, 'orders.csv'), 'id,name,items\n7,Rui,\n');
  const step = { ...params, mode: 'upsert', match: ['id'] };
  expect(await tryStep(node, step, { trigger, outside: outside() })).toMatchObject({
    output: { changed: 1, row: { ...row, id: '7' } },
    did: {
      mode: 'upsert',
      matched: ['id'],
      before: [{ id: '7', name: 'Rui', items: '' }],
      after: [{ ...row, id: '7' }],
    },
  });
});

test('a dry run without permission shows what is known', async () => {
  const closed = createTableFiles({
    resolve: () => {
      throw personFault('grant.missing', 'This flow is not allowed to write there.');
    },
    places: () => ({ isAllowed: () => false, denied: [], except: [] }),
  });
  expect(await tryPreview(node, params, { trigger, outside: { tables: closed } })).toMatchObject({
    did: { table: 'orders.csv', before: [], after: [row] },
  });
});

test('says what it does, what it needs and what is missing', () => {
  const parsed = node.params.parse({
    file: '/out/orders.xlsx',
    mode: 'upsert',
    match: ['id'],
    values: [{ column: 'id', value: 7 }],
  });
  expect(node.summary(parsed)).toBe('Adds or changes a row of orders.xlsx where id is 7');
  expect(node.grants?.(parsed)).toEqual([{ kind: 'write-file', target: '/out/orders.xlsx' }]);
  const effect = (mode: string) => node.effect(node.params.parse({ mode }));
  expect(['append', 'update', 'upsert'].map(effect)).toEqual(['not-repeatable', 'repeatable', 'repeatable']);
  expect(problemsOf(node, {})).toEqual(['file: No file is chosen.', 'values: No column has a value.']);
  expect(problemsOf(node, { ...params, file: 'a.pdf', mode: 'update' })).toEqual([
    'file: "a.pdf" is neither a CSV file nor an Excel workbook.',
    'match: It is not said which rows are meant.',
  ]);
  expect(problemsOf(node, { ...params, mode: 'update', match: ['ID', 'key'] })).toEqual([
    'values: Rows are found by "key", but no value is given for it.',
  ]);
});
