import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTableFiles } from '../../adapters/tables/table-files.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './read-table.ts';

test('hands on the rows that fit, the first by itself', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'a.csv'), 'email;name\nana@example.com;Ana\nrui@example.com;Rui\n');
  const tables = createTableFiles({
    resolve: (path) => join(folder, path),
    places: () => ({ isAllowed: () => true, denied: [], except: [] }),
  });
  const look = (params: object) =>
    tryStep(node, { file: 'a.csv', ...params }, { trigger: { email: 'rui@example.com' }, outside: { tables } });
  const rui = { email: 'rui@example.com', name: 'Rui' };
  expect(await look({ where: [{ column: 'email', value: '{{ trigger.email }}' }] })).toEqual({
    output: { rows: [rui], count: 1, first: rui, truncated: false },
  });
  expect((await look({ limit: 1 })).output).toMatchObject({ count: 1, truncated: true });
  expect((await look({ where: [{ column: 'name', value: 'nobody' }] })).output).toMatchObject({
    count: 0,
    first: null,
  });
});

test('says what it does, what it needs and what is missing', () => {
  const parsed = node.params.parse({ file: '/in/a.xlsx', where: [{ column: 'email', value: 'ana@example.com' }] });
  expect(node.summary(parsed)).toBe('Reads rows of a.xlsx where email is "ana@example.com"');
  expect(node.grants?.(parsed)).toEqual([{ kind: 'read-file', target: '/in/a.xlsx' }]);
  expect(node.effect(parsed)).toBe('reads');
  expect(problemsOf(node, {})).toEqual(['file: No file is chosen.']);
});
