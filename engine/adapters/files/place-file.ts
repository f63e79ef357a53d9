import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, lstat, open, rename, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { worldFault } from '../../model/fault.ts';
import { syncFolder } from './write-content.ts';

const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '');

/** Two names for one file are unknown to some drives (FAT, some network drives). */
const cannotLink = (thrown: unknown): boolean =>
  /^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS|EMLINK|EINVAL)$/.test(codeOf(thrown));

const refuseExisting = async (path: string): Promise<void> => {
  if (await lstat(path).catch(() => null)) throw Object.assign(new Error(`${path} exists`), { code: 'EEXIST' });
};

/** Gives a file its new name, and never takes that name from another file. */
const renameFresh = async (from: string, to: string): Promise<void> => {
  try {
    // Linking fails when there is something already, renaming replaces it without a word.
    await link(from, to);
  } catch (thrown) {
    if (!cannotLink(thrown)) throw thrown;
    await refuseExisting(to);
    await rename(from, to);
    return;
  }
  await unlink(from);
};

const putInPlace = (from: string, to: string, mayReplace: boolean): Promise<void> =>
  mayReplace ? rename(from, to) : renameFresh(from, to);

const flush = async (path: string): Promise<void> => {
  // Windows flushes only what may be written, and no other system asks for more than reading.
  const handle = await open(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** To another drive: a whole copy first, on the disk and under its name, before the file is gone from where it was. */
const carryOver = async (from: string, to: string, mayReplace: boolean, signal: AbortSignal): Promise<void> => {
  const temporary = join(dirname(to), `.whenthen-${randomBytes(8).toString('hex')}.tmp`);
  const before = await stat(from);
  try {
    await copyFile(from, temporary, constants.COPYFILE_EXCL);
    signal.throwIfAborted();
    await utimes(temporary, before.atime, before.mtime);
    await flush(temporary);
    const now = await stat(from);
    if (now.size !== before.size || now.mtimeMs !== before.mtimeMs)
      throw worldFault('file.busy', `Another program is still writing "${from}".`, {
        fix: 'It is tried again by itself.',
      });
    await putInPlace(temporary, to, mayReplace);
  } catch (thrown) {
    await unlink(temporary).catch(() => {});
    throw thrown;
  }
  await syncFolder(dirname(to));
  await unlink(from);
};

/**
 * Puts a file under another path, on the disk when this resolves. Unless it may replace, a file that is there is never
 * touched: then it throws `EEXIST`. Throws errors of the file system.
 */
export const placeFile = async (from: string, to: string, mayReplace: boolean, signal: AbortSignal): Promise<void> => {
  try {
    await putInPlace(from, to, mayReplace);
  } catch (thrown) {
    if (codeOf(thrown) !== 'EXDEV') throw thrown;
    await carryOver(from, to, mayReplace, signal);
  }
  await syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) await syncFolder(dirname(from));
};

/** Whether two files hold the same, read piece by piece. */
export const holdTheSame = async (a: string, b: string): Promise<boolean> => {
  const [one, other] = await Promise.all([open(a, 'r'), open(b, 'r')]);
  try {
    const [first, second] = [Buffer.alloc(1 << 20), Buffer.alloc(1 << 20)];
    for (let at = 0; ; ) {
      const [read, also] = await Promise.all([
        one.read(first, 0, first.length, at),
        other.read(second, 0, second.length, at),
      ]);
      if (read.bytesRead !== also.bytesRead) return false;
      if (read.bytesRead === 0) return true;
      if (!first.subarray(0, read.bytesRead).equals(second.subarray(0, read.bytesRead))) return false;
      at += read.bytesRead;
    }
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
};
