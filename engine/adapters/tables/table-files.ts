import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Fault, toFault, worldFault } from '../../model/fault.ts';
import type { TableFiles, TableFileWrite, TableFileWriteResult } from '../../model/outside.ts';
import { explainFileError } from '../files/explain-file-error.ts';
import { inTurn } from '../files/in-turn.ts';
import { type Location, locate, type Places } from '../files/locate.ts';
import { readContent } from '../files/read-content.ts';
import { writeContent } from '../files/write-content.ts';
import { maxFileBytes } from './open-table.ts';
import { runWork, type WorkCall } from './run-work.ts';
import { checkKind } from './table-kind.ts';
import type { Written } from './table-work.ts';

export interface TableFilesOptions {
  /** Makes a path absolute and checks it against what was granted; may throw. */
  resolve: (path: string, kind: 'read-file' | 'write-file') => string;
  places: (kind: 'read-file' | 'write-file') => Places;
}

/** How soon to look again whether the other program has let go. */
const againMs = 30_000;

const inUse = (path: string, program = 'Another program'): Fault =>
  worldFault('table.in-use', `${program} has "${basename(path)}" open, so nothing was written.`, {
    fix: 'Close the file there. It is tried again by itself.',
    retryAfterMs: againMs,
  });

/** The files spreadsheet programs leave beside one they have open. A change made meanwhile would be lost when they save. */
const refuseOpen = async (path: string): Promise<void> => {
  const marks = [
    [`~$${basename(path)}`, 'Excel'],
    [`.~lock.${basename(path)}#`, 'LibreOffice'],
  ] as const;
  for (const [mark, program] of marks)
    if (await stat(join(dirname(path), mark)).catch(() => null)) throw inUse(path, program);
};

const stampOf = async (path: string): Promise<string> => {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found ? `${found.size} ${found.mtimeNs} ${found.ino}` : 'missing';
};

/** Windows says "not permitted" where another program holds the file. */
const explainWrite = (thrown: unknown, path: string): Fault => {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const isHeld = code === 'EBUSY' || (process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES'));
  return isHeld ? inUse(path) : explainFileError(thrown, path);
};

const told = (path: string, { sheet, changed, before, after }: Written): TableFileWriteResult => ({
  path,
  table: sheet === '' ? basename(path) : sheet,
  changed,
  before,
  after,
});

/** The tables a flow may use. Changes to one file wait for each other, and each replaces the file as a whole. */
export const createTableFiles = ({ resolve, places }: TableFilesOptions): TableFiles => {
  const find = async (path: string): Promise<Location> => {
    const target = resolve(path, 'write-file');
    checkKind(target);
    return locate(target, places('write-file')).catch((thrown) => {
      throw explainFileError(thrown, target);
    });
  };

  /** Null when there is no file yet. */
  const read = async (path: string): Promise<Uint8Array | null> =>
    readContent(path, places('write-file'), maxFileBytes).catch((thrown) => {
      if (toFault(thrown).code === 'file.not-found') return null;
      throw thrown;
    });

  const plan = async (place: Location, write: TableFileWrite, isPreview: boolean, call: WorkCall): Promise<Written> =>
    runWork<'write'>({ kind: 'write', path: place.path, bytes: await read(place.path), write, isPreview }, call);

  const change = async (place: Location, write: TableFileWrite, call: WorkCall): Promise<Written> => {
    await refuseOpen(place.path);
    const stamp = await stampOf(place.path);
    const written = await plan(place, write, false, call);
    if (written.bytes === null) return written;
    // Between reading and now somebody may have saved; what they saved must not be lost.
    if ((await stampOf(place.path)) !== stamp)
      throw worldFault(
        'table.changed-meanwhile',
        `"${basename(place.path)}" was changed by another program just now; nothing was written.`,
        {
          fix: 'It is tried again by itself.',
        },
      );
    if (call.signal.aborted) throw toFault(call.signal.reason);
    await writeContent(place, 'replace', Buffer.from(written.bytes)).catch((thrown) => {
      throw explainWrite(thrown, place.path);
    });
    return written;
  };

  return {
    write: async ({ write, ...call }) => {
      const place = await find(write.file);
      return told(place.path, await inTurn(place.path, () => change(place, write, call)));
    },
    previewWrite: async ({ write, ...call }) => {
      const place = await find(write.file);
      return told(place.path, await plan(place, write, true, call));
    },
    read: async ({ read: wanted, ...call }) => {
      const path = resolve(wanted.file, 'read-file');
      checkKind(path);
      const bytes = await readContent(path, places('read-file'), maxFileBytes);
      return runWork<'read'>({ kind: 'read', path, bytes, read: wanted }, call);
    },
  };
};
