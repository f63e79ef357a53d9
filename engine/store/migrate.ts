import type { Database } from 'better-sqlite3';
import { Fault } from '../model/fault.ts';

/** One numbered step of a database's history. `name` is `0007-add-step-attempts`; the number is its place in the list. */
export interface Migration {
  name: string;
  up: string;
}

/**
 * Brings a database to the newest version, each step in its own transaction. A database made by a newer WhenThen is
 * refused before a byte is written (`store.newer`).
 */
export const migrate = (database: Database, migrations: readonly Migration[]): void => {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > migrations.length)
    throw new Fault(
      'person',
      'store.newer',
      `The data folder was used by a newer version of WhenThen (${database.name}).`,
      {
        fix: 'Update WhenThen, or choose another data folder.',
      },
    );
  migrations.slice(version).forEach((migration, index) => {
    database.transaction(() => {
      database.exec(migration.up);
      database.pragma(`user_version = ${version + index + 1}`);
    })();
  });
};
