import { workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

/**
 * Copies one database into a new file and checks the copy. One reading transaction: writers go on, and the copy is how things
 * stood at its beginning. What fails ends the thread.
 */
const { from, to } = workerData as { from: string; to: string };
const source = new Sqlite(from, { readonly: true, fileMustExist: true });
source.prepare('VACUUM INTO ?').run(to);
source.close();
const copy = new Sqlite(to, { fileMustExist: true });
const result = String(copy.pragma('integrity_check', { simple: true }));
copy.close();
if (result !== 'ok') throw new Error(`the copy of ${from} is damaged: ${result}`);
