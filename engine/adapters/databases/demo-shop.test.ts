import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { addDemoOrder } from './demo-order.ts';
import { demoShopName, ensureDemoShop, resetDemoShop } from './demo-shop.ts';
import { look } from './test-files.fixture.ts';

/** The one value a statement gives. */
const value = (file: string, sql: string): unknown => Object.values(look(file, sql)[0] as object)[0];

const change = (file: string, sql: string): void => {
  const db = new Database(file);
  db.exec(sql);
  db.close();
};

describe('the demo shop', () => {
  test.each([
    ['customers', 40, 'id name email phone country created_at marketing_ok'],
    ['products', 24, 'id sku name price stock reorder_level'],
    ['orders', 120, 'id customer_id total currency status paid_at created_at note'],
    ['order_items', 310, 'order_id product_id quantity price'],
    ['form_entries', 30, 'id form name email message submitted_at'],
    ['stock_moves', 200, 'id product_id change reason at'],
  ])('has the table %s with %d rows', (table, rows, columns) => {
    const file = ensureDemoShop(tempFolder());
    expect(value(file, `SELECT count(*) FROM ${table}`)).toBe(rows);
    const names = look(file, `SELECT name FROM pragma_table_info('${table}')`) as { name: string }[];
    expect(names.map(({ name }) => name).join(' ')).toBe(columns);
  });

  test('has no other tables and is sound', () => {
    const file = ensureDemoShop(tempFolder());
    expect(value(file, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'")).toBe(6);
    expect(value(file, 'PRAGMA integrity_check')).toBe('ok');
    expect(look(file, 'PRAGMA foreign_key_check')).toEqual([]);
  });

  test('holds the traps that make mapping lessons real', () => {
    const file = ensureDemoShop(tempFolder());
    expect(value(file, 'SELECT count(*) FROM customers WHERE email IS NULL')).toBe(3);
    expect(value(file, "SELECT count(*) FROM customers WHERE email = ''")).toBe(0);
    const names = look(file, 'SELECT name FROM customers') as { name: string }[];
    expect(names.filter(({ name }) => /\p{Extended_Pictographic}/u.test(name))).toHaveLength(1);
    expect(look(file, "SELECT price FROM products WHERE typeof(price) = 'text'")).toEqual([
      { price: '16,90' },
      { price: '€ 8.50' },
    ]);
    const sizes = 'SELECT count(*) AS items FROM order_items GROUP BY order_id ORDER BY items DESC LIMIT 2';
    const [largest, next] = look(file, sizes) as { items: number }[];
    expect([largest?.items, Number(next?.items) < 14]).toEqual([14, true]);
    const noted = look(file, "SELECT note FROM orders WHERE note LIKE '%' || char(10) || '%'") as { note: string }[];
    expect(noted).toHaveLength(1);
    expect(noted[0]?.note).toMatch(/".*".*'/s);
  });

  test('says every time in UTC', () => {
    const file = ensureDemoShop(tempFolder());
    const times = look(
      file,
      `SELECT created_at AS at FROM customers UNION ALL SELECT created_at FROM orders UNION ALL
       SELECT paid_at FROM orders WHERE paid_at IS NOT NULL UNION ALL SELECT submitted_at FROM form_entries
       UNION ALL SELECT at FROM stock_moves`,
    ) as { at: string }[];
    for (const { at } of times) expect(new Date(at).toISOString()).toBe(at.replace('Z', '.000Z'));
  });

  test('its figures agree with each other', () => {
    const file = ensureDemoShop(tempFolder());
    const wrongTotals = `SELECT id FROM orders WHERE total <> round((SELECT sum(quantity * price) FROM order_items
      WHERE order_id = orders.id), 2)`;
    expect(look(file, wrongTotals)).toEqual([]);
    const wrongStock = `SELECT id FROM products WHERE stock <> (SELECT sum(change) FROM stock_moves
      WHERE product_id = products.id)`;
    expect(look(file, wrongStock)).toEqual([]);
    const paidWithoutTime = `SELECT id FROM orders WHERE (paid_at IS NOT NULL) <> (status IN ('paid', 'refunded'))`;
    expect(look(file, paidWithoutTime)).toEqual([]);
    expect(look(file, 'SELECT id FROM products WHERE stock < reorder_level').length).toBeGreaterThan(1);
    expect(value(file, 'SELECT name FROM customers WHERE id = (SELECT customer_id FROM orders WHERE id = 1043)')).toBe(
      'Ana Duarte',
    );
  });

  test('belongs to nobody', () => {
    const file = ensureDemoShop(tempFolder());
    const emails = look(
      file,
      'SELECT email FROM customers WHERE email IS NOT NULL UNION SELECT email FROM form_entries WHERE email IS NOT NULL',
    ) as { email: string }[];
    expect(emails.length).toBeGreaterThan(30);
    for (const { email } of emails) expect(email).toMatch(/^[a-z.-]+@example\.com$/);
  });
});

describe('building it', () => {
  test('leaves only the finished file, in a folder that may be missing', () => {
    const folder = join(tempFolder(), 'files');
    expect(ensureDemoShop(folder)).toBe(join(folder, demoShopName));
    expect(readdirSync(folder)).toEqual([demoShopName]);
  });

  test('gives the same file every time', () => {
    const [one, two] = [ensureDemoShop(tempFolder()), ensureDemoShop(tempFolder())];
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  });

  test('does not touch a file that is there, whatever it holds', () => {
    const folder = tempFolder();
    const file = ensureDemoShop(folder);
    change(file, "UPDATE customers SET name = 'Changed' WHERE id = 1");
    const before = { ...statSync(file), content: readFileSync(file) };
    expect(ensureDemoShop(folder)).toBe(file);
    expect(readFileSync(file).equals(before.content)).toBe(true);
    expect([statSync(file).ino, statSync(file).mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    writeFileSync(file, 'notes');
    ensureDemoShop(folder);
    expect(readFileSync(file, 'utf8')).toBe('notes');
  });

  test('starts over when an earlier try was cut off, and takes nothing from a removed file', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, `.${demoShopName}.tmp`), 'half a file');
    writeFileSync(join(folder, `${demoShopName}-wal`), 'left over');
    const file = ensureDemoShop(folder);
    expect(value(file, 'PRAGMA integrity_check')).toBe('ok');
    expect(readdirSync(folder)).toEqual([demoShopName]);
  });

  test('says what to do when the folder cannot be made', () => {
    const folder = join(tempFolder(), 'files');
    writeFileSync(folder, 'in the way');
    expect(() => ensureDemoShop(folder)).toThrow('or its folder is protected or in use.');
    expect(readFileSync(folder, 'utf8')).toBe('in the way');
  });
});

describe('resetting it', () => {
  test('brings back what was changed, and drops what SQLite kept beside it', () => {
    const folder = tempFolder();
    const file = ensureDemoShop(folder);
    const fresh = readFileSync(file);
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.exec('DELETE FROM order_items; DELETE FROM orders');
    expect(existsSync(`${file}-wal`)).toBe(true);
    expect(resetDemoShop(folder)).toBe(file);
    db.close();
    expect(readFileSync(file).equals(fresh)).toBe(true);
    expect(value(file, 'SELECT count(*) FROM orders')).toBe(120);
    expect(readdirSync(folder)).toEqual([demoShopName]);
  });

  test('builds it when it is not there', () => {
    expect(value(resetDemoShop(tempFolder()), 'SELECT count(*) FROM orders')).toBe(120);
  });
});

describe('a new order', () => {
  const nowMs = Date.UTC(2026, 6, 10, 8, 30);

  test('is like the others, and paid just now', () => {
    const folder = tempFolder();
    const order = addDemoOrder(folder, nowMs);
    const file = join(folder, demoShopName);
    expect(order).toMatchObject({ id: 1121, status: 'paid', created_at: '2026-07-10T08:30:00Z' });
    expect(look(file, 'SELECT * FROM orders WHERE id = 1121')).toEqual([order]);
    expect(value(file, 'SELECT round(sum(quantity * price), 2) FROM order_items WHERE order_id = 1121')).toBe(
      order.total,
    );
    expect(look(file, 'PRAGMA foreign_key_check')).toEqual([]);
  });

  test('follows from its number, and the next one differs', () => {
    const [one, two] = [tempFolder(), tempFolder()];
    const add = (folder: string) => Array.from({ length: 12 }, () => addDemoOrder(folder, nowMs));
    const orders = add(one);
    expect(add(two)).toEqual(orders);
    expect(new Set(orders.map(({ customer_id }) => customer_id)).size).toBe(12);
    expect(new Set(orders.map(({ total }) => total)).size).toBeGreaterThan(8);
    expect(value(join(one, demoShopName), 'SELECT count(*) FROM orders')).toBe(132);
  });

  test('needs customers and products', () => {
    const folder = tempFolder();
    change(ensureDemoShop(folder), 'DELETE FROM order_items; DELETE FROM stock_moves; DELETE FROM products');
    expect(() => addDemoOrder(folder, nowMs)).toThrow('The demo shop has no customers or no products left');
    change(join(folder, demoShopName), 'DROP TABLE order_items; DROP TABLE orders');
    expect(() => addDemoOrder(folder, nowMs)).toThrow('orders');
    expect(value(join(folder, demoShopName), 'SELECT count(*) FROM customers')).toBe(40);
  });

  test('waits only a moment for another program', () => {
    const folder = tempFolder();
    const other = new Database(ensureDemoShop(folder));
    other.exec('BEGIN IMMEDIATE');
    expect(() => addDemoOrder(folder, nowMs)).toThrow('Another program is writing to "demo-shop.db"');
    other.close();
  });
});
