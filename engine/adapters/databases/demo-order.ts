import Database from 'better-sqlite3';
import { personFault } from '../../model/fault.ts';
import { ensureDemoShop } from './demo-shop.ts';
import { explainError } from './explain-error.ts';

/** How long another program may keep the file to itself before this gives up. */
const patienceMs = 1000;

/** An order as it was added. */
export interface DemoOrder {
  id: number;
  customer_id: number;
  total: number;
  currency: string;
  status: string;
  paid_at: string;
  created_at: string;
  note: string | null;
}

interface Product {
  id: number;
  price: number;
}

const notes = ['Please ring twice.', null, null, 'Gift wrapping, please.', null, null, null];

const changed = () =>
  personFault('demo-shop.changed', 'The demo shop has no customers or no products left to make an order from.', {
    fix: 'Reset the demo shop in the settings.',
  });

/** The place in a list a number falls on; numbers that follow each other fall on places far apart. */
const pick = <T>(items: readonly T[], number: number): T => {
  const found = items[(number * 7) % items.length];
  if (found === undefined) throw changed();
  return found;
};

/** One to three different products, more of the cheap ones. */
const chooseItems = (products: readonly Product[], order: number): (Product & { quantity: number })[] => {
  const chosen = new Map<number, Product & { quantity: number }>();
  for (let place = 0; place <= order % 3; place++) {
    const product = pick(products, order + place * 5);
    chosen.set(product.id, { ...product, quantity: product.price < 15 ? 1 + ((order + place) % 3) : 1 });
  }
  return [...chosen.values()];
};

const inCents = (amount: number): number => Math.round(amount * 100);

const insertOrder = (db: Database.Database, now: string): DemoOrder => {
  const customers = db.prepare<[], { id: number }>('SELECT id FROM customers ORDER BY id').all();
  const products = db
    .prepare<[], Product>("SELECT id, price FROM products WHERE typeof(price) IN ('real', 'integer') ORDER BY id")
    .all();
  const { id } = db.prepare<[], { id: number }>('SELECT ifnull(max(id), 1000) + 1 AS id FROM orders').get() ?? {
    id: 0,
  };
  const items = chooseItems(products, id);
  const order: DemoOrder = {
    id,
    customer_id: pick(customers, id).id,
    total: items.reduce((sum, { price, quantity }) => sum + inCents(price) * quantity, 0) / 100,
    currency: 'EUR',
    status: 'paid',
    paid_at: now,
    created_at: now,
    note: pick(notes, id + 1),
  };
  db.prepare(
    `INSERT INTO orders (id, customer_id, total, currency, status, paid_at, created_at, note)
     VALUES (@id, @customer_id, @total, @currency, @status, @paid_at, @created_at, @note)`,
  ).run(order);
  const insertItem = db.prepare('INSERT INTO order_items (order_id, product_id, quantity, price) VALUES (?, ?, ?, ?)');
  for (const item of items) insertItem.run(id, item.id, item.quantity, item.price);
  return order;
};

/**
 * Adds one believable order to the demo shop, paid just now; which customer and products follows from its number. The demo
 * shop is built first when it is not there. Throws `demo-shop.changed` and `database.*` faults.
 */
export const addDemoOrder = (filesFolder: string, nowMs = Date.now()): DemoOrder => {
  const file = ensureDemoShop(filesFolder);
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { fileMustExist: true, timeout: patienceMs });
    const open = db;
    const now = new Date(nowMs).toISOString().replace(/\.\d+Z$/, 'Z');
    return open.transaction(() => insertOrder(open, now)).immediate();
  } catch (thrown) {
    throw explainError(thrown, { file, db });
  } finally {
    db?.close();
  }
};
