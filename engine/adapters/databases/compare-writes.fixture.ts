import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

import type { RowWrite, RowWriteResult, UserDatabases } from '../../model/outside.ts';
import { calm } from './test-files.fixture.ts';

/** A shop with every kind of rule a write can meet. */
export const shop = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  INSERT INTO customers VALUES (1, 'Ana');
  CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    code TEXT UNIQUE COLLATE NOCASE,
    customer INTEGER REFERENCES customers ON DELETE CASCADE,
    amount REAL NOT NULL DEFAULT 1.5 CHECK (amount > 0),
    note TEXT,
    total AS (amount * 2)
  );
  INSERT INTO orders (id, code, customer, amount) VALUES (1, 'A', 1, 10), (2, 'B', 1, 20), (5, 'C', NULL, 30);
  CREATE TABLE keyed (a TEXT, b INTEGER, n INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
  CREATE TABLE loose (k TEXT, n INTEGER);
  INSERT INTO loose VALUES ('x', 1), ('x', 2);
  CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, a);
  INSERT INTO counted (id) VALUES (7); DELETE FROM counted;
  CREATE TABLE stock (sku TEXT UNIQUE, name TEXT NOT NULL, n INTEGER);
  INSERT INTO stock VALUES ('s1', 'Mug', 3);
  CREATE TABLE odd (k TEXT, n); CREATE UNIQUE INDEX odd_k ON odd (k COLLATE NOCASE);
  CREATE TABLE part (k TEXT, n); CREATE UNIQUE INDEX part_k ON part (k) WHERE n > 0;
  CREATE TABLE many (k, n);
  WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i LIMIT 250) INSERT INTO many SELECT 'x', n FROM i;
  CREATE TABLE log (what TEXT);
  CREATE TRIGGER logged AFTER UPDATE ON orders BEGIN
    INSERT INTO log VALUES (OLD.code); UPDATE orders SET note = 'later' WHERE id = NEW.id;
  END;
  CREATE VIEW seen AS SELECT * FROM orders;`;

export type Told = RowWriteResult | { fault: string; message: string };
const told = (work: Promise<RowWriteResult>): Promise<Told> =>
  work.catch((fault) => ({ fault: fault.code, message: fault.message }));

/** Previews, sees that the file did not change, writes, and sees that what was promised was done. */
export const compareWrites = (databases: UserDatabases) => ({
  writeAsPreviewed: async (write: RowWrite): Promise<Told> => {
    const content = () => (existsSync(write.file) ? readFileSync(write.file).toString('base64') : null);
    const before = content();
    const preview = await told(databases.previewWrite({ ...calm(), write }));
    assert.equal(content(), before, 'the preview changed the file');
    const done = await told(databases.write({ ...calm(), write }));
    assert.deepStrictEqual(preview, done);
    return done;
  },
});
