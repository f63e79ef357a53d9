import Sqlite from 'better-sqlite3';

/** A write as the person's own file remembers it. */
export interface RowEffect {
  delivery: string;
  run: string;
}

/** What is in the person's file after all is over. */
export interface UserRows {
  inserted: RowEffect[];
  /** Every write to `upserted`, counted by triggers of the file itself. */
  upserts: RowEffect[];
  /** Deliveries that have more than one row in `upserted`. */
  doubled: string[];
}

/**
 * Makes the person's file. Nothing in it is unique, so that only the product can prevent a second row, and triggers
 * keep count of what no row shows.
 */
export const createUserFile = (path: string): void => {
  const database = new Sqlite(path);
  database.exec(`
    CREATE TABLE inserted (delivery TEXT NOT NULL, run TEXT NOT NULL) STRICT;
    CREATE TABLE upserted (delivery TEXT NOT NULL, run TEXT NOT NULL) STRICT;
    CREATE INDEX upserted_by_delivery ON upserted (delivery);
    CREATE TABLE upserts (delivery TEXT NOT NULL, run TEXT NOT NULL) STRICT;
    CREATE TRIGGER count_added AFTER INSERT ON upserted
      BEGIN INSERT INTO upserts VALUES (new.delivery, new.run); END;
    CREATE TRIGGER count_changed AFTER UPDATE ON upserted
      BEGIN INSERT INTO upserts VALUES (new.delivery, new.run); END;
  `);
  database.close();
};

export const readUserFile = (path: string): UserRows => {
  const database = new Sqlite(path, { readonly: true });
  try {
    return {
      inserted: database.prepare('SELECT delivery, run FROM inserted').all() as RowEffect[],
      upserts: database.prepare('SELECT delivery, run FROM upserts').all() as RowEffect[],
      doubled: database
        .prepare('SELECT delivery FROM upserted GROUP BY delivery HAVING count(*) > 1')
        .pluck()
        .all() as string[],
    };
  } finally {
    database.close();
  }
};
