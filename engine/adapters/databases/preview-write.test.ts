import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { RowWrite } from '../../model/outside.ts';
import { compareWrites, shop } from './compare-writes.fixture.ts';
import { calm, createTestFolder, look, rowWrite } from './test-files.fixture.ts';

const { create, open, cleanUp } = createTestFolder();
afterAll(cleanUp);
const databases = open();
const { writeAsPreviewed } = compareWrites(databases);

describe('a preview', () => {
  test('of a file too large to copy shows the rows and what is written over them', async () => {
    const file = create(shop);
    const small = open({ previewCopyBytes: 1000 });
    const preview = (write: RowWrite) => small.previewWrite({ ...calm(), write });
    const was = { id: 1, code: 'A', customer: 1, amount: 10, note: null, total: 20 };
    expect(await preview(rowWrite(file, 'orders', 'upsert', { Id: 1, note: 'n' }, { match: ['id'] }))).toMatchObject({
      before: [was],
      after: [{ ...was, note: 'n' }],
      changed: 1,
    });
    expect(await preview(rowWrite(file, 'orders', 'delete', { id: 1 }, { match: ['id'] }))).toMatchObject({
      before: [was],
      after: [],
      changed: 1,
    });
    expect(await preview(rowWrite(file, 'orders', 'update', { id: 9, note: '' }, { match: ['id'] }))).toMatchObject({
      changed: 0,
    });
    expect(await preview(rowWrite(file, 'stock', 'insert', { sku: 's' }))).toMatchObject({ after: [{ sku: 's' }] });
    expect(await preview(rowWrite(file, 'new', 'insert', { a: 1 }, { createTable: true }))).toMatchObject({
      sql: 'CREATE TABLE "new" ("a" INTEGER)',
    });
    await expect(preview(rowWrite(file, 'new', 'insert', { a: 1 }))).rejects.toMatchObject({
      code: 'database.no-table',
    });
  });

  test('works on a file in WAL mode with changes that are only in the WAL', async () => {
    const file = create('PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, n)');
    for (const n of [1, 2, 3])
      expect(await writeAsPreviewed(rowWrite(file, 't', 'insert', { n }))).toMatchObject({ lastRowId: n });
  });

  test('promises exactly what is then done, whatever is asked', async () => {
    const file = create(shop);
    const value = fc.oneof(
      fc.constantFrom(null, 1, 2, 5, 99, 1.5, -3, 'A', 'b', '12', '', 'x'),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
    );
    const write = fc
      .tuple(
        fc.constantFrom('orders', 'customers', 'keyed', 'loose', 'stock', 'counted'),
        fc.constantFrom('insert', 'update', 'upsert', 'delete'),
        fc.dictionary(
          fc.constantFrom('id', 'code', 'customer', 'amount', 'note', 'a', 'b', 'n', 'k', 'sku', 'name'),
          value,
          {
            maxKeys: 4,
          },
        ),
        fc.nat(1),
      )
      .map(([table, mode, row, keys]) => {
        const columns = look(file, `SELECT name FROM pragma_table_info('${table}')`) as { name: string }[];
        const known = Object.entries(row).filter(([name]) => columns.some((column) => column.name === name));
        return rowWrite(file, table, mode as RowWrite['mode'], Object.fromEntries(known), {
          match: known.slice(0, 1 + keys).map(([name]) => name),
        });
      });
    const outcomes: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(write, async (asked) => {
        const done = await writeAsPreviewed(asked);
        const outcome = 'fault' in done ? done.fault : done.changed > 0 ? 'changed' : 'unchanged';
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }),
      { numRuns: 200 },
    );
    expect(outcomes.changed).toBeGreaterThan(10);
    expect(outcomes['internal.unexpected']).toBeUndefined();
  });
});
