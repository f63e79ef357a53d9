import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readContent } from '../adapters/files/read-content.ts';
import { maxFileBytes } from '../adapters/tables/open-table.ts';
import { runWork } from '../adapters/tables/run-work.ts';
import { checkKind } from '../adapters/tables/table-kind.ts';
import type { Handlers } from '../contract/methods.ts';
import type { FolderListing } from '../contract/shapes.ts';
import { personFault } from '../model/fault.ts';
import type { SqlValue } from '../model/outside.ts';
import { absolutePath } from './grants.ts';
import type { Kernel } from './kernel.ts';

/** A person who chooses a table waits no longer than this. */
const lookTimeoutMs = 10_000;
const maxEntries = 2000;

const entryOf = (folder: string, name: string): FolderListing['entries'][number] | undefined => {
  const path = join(folder, name);
  try {
    const { size, mtimeMs } = statSync(path);
    const isFolder = statSync(path).isDirectory();
    return {
      name,
      path,
      kind: isFolder ? 'folder' : 'file',
      bytes: isFolder ? null : size,
      modifiedAt: new Date(mtimeMs).toISOString(),
    };
  } catch {
    // A link that leads nowhere, or a file that was removed at this moment.
    return undefined;
  }
};

/** What is in a folder, folders first; hidden files are left out. Throws `file.*` faults. */
export const browse = (folder: string): FolderListing => {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw personFault('file.no-folder', `The folder ${folder} cannot be opened.`, {
      fix: 'It may have been moved, or you may not be allowed to read it. Choose another folder.',
    });
  }
  const entries = names
    .filter((name) => !name.startsWith('.'))
    .sort((a, b) => a.localeCompare(b))
    .slice(0, maxEntries)
    .flatMap((name) => entryOf(folder, name) ?? [])
    .sort((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder'));
  return { folder, parent: dirname(folder) === folder ? null : dirname(folder), entries };
};

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A column of which nothing is known but its name. */
const plainColumn = (name: string) => ({ name, type: '', notNull: false, primaryKey: false, defaultValue: null });

/**
 * Looking around on the person's own computer while a flow is made. The person chose the file in the app, so no permission of a
 * flow is asked; everything here only reads.
 */
export const lookHandlers = (
  kernel: Kernel,
): Pick<Handlers, 'databases.tables' | 'databases.rows' | 'files.browse' | 'tables.describe'> => {
  const { userDatabases, filesFolder } = kernel;
  const call = (file: string) => ({
    file: absolutePath(filesFolder, file),
    timeoutMs: lookTimeoutMs,
    signal: AbortSignal.timeout(lookTimeoutMs),
  });
  return {
    'databases.tables': ({ file }) => userDatabases.describe(call(file)),
    'databases.rows': async ({ file, table, limit }) => {
      const bind: SqlValue[] = [limit];
      const newest = (order: string) =>
        userDatabases.query({ ...call(file), sql: `SELECT * FROM ${quote(table)} ${order} LIMIT ?`, bind });
      // Views and tables without rowid have no such order.
      const { rows } = await newest('ORDER BY rowid DESC').catch(() => newest(''));
      return rows;
    },
    'tables.describe': async ({ file }) => {
      const path = absolutePath(filesFolder, file);
      checkKind(path);
      const places = { isAllowed: () => true, denied: [kernel.dataDir], except: [filesFolder] };
      const bytes = await readContent(path, places, maxFileBytes);
      const sheets = await runWork<'describe'>({ kind: 'describe', path, bytes }, call(file));
      return sheets.map(({ name, rows, columns }) => ({ name, rows, columns: columns.map(plainColumn) }));
    },
    'files.browse': ({ folder }) => browse(resolve(folder ?? homedir())),
  };
};
