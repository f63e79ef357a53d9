import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileWrite } from '../../model/outside.ts';
import { denied } from './explain-file-error.ts';
import type { Location } from './locate.ts';

/** Windows has no such flag; there the check of the opened file has to do. */
export const noFollow = constants.O_NOFOLLOW ?? 0;

/** Writes everything and waits for the disk. `progress` is told how much is written so far. */
const writeAll = async (
  handle: FileHandle,
  content: Buffer,
  progress = (_bytes: number): void => {},
): Promise<void> => {
  for (let at = 0; at < content.length; progress(at)) at += (await handle.write(content, at)).bytesWritten;
  await handle.sync();
};

/** Makes the entry of a file in its folder survive a power cut. Windows cannot open folders and does it by itself. */
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

export const makeFolders = async (missing: string[]): Promise<void> => {
  for (const folder of missing)
    await mkdir(folder).catch((thrown) => {
      // Somebody else has just made it; whether it is what it should be is checked after opening.
      if (thrown.code !== 'EEXIST') throw thrown;
    });
};

/** Between looking and opening, a folder could have become a link: what was opened must be what was looked at. */
export const refuseMoved = async (handle: FileHandle, path: string, { folder }: Location): Promise<void> => {
  const [opened, named, real] = await Promise.all([handle.stat(), lstat(path), realpath(folder)]);
  if (!opened.isFile() || opened.ino !== named.ino || opened.dev !== named.dev || real !== folder)
    throw denied(path, 'it became a link to another place just now');
};

const writeNew = async (path: string, content: Buffer, place: Location, mode = 0o666): Promise<void> => {
  const handle = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow, mode);
  try {
    await refuseMoved(handle, path, place);
    await writeAll(handle, content);
    await handle.close();
  } catch (thrown) {
    await handle.close();
    await unlink(path);
    throw thrown;
  }
};

const replace = async (place: Location, content: Buffer): Promise<void> => {
  const temporary = join(place.folder, `.whenthen-${randomBytes(8).toString('hex')}.tmp`);
  const old = await stat(place.path).catch(() => null);
  await writeNew(temporary, content, place, old ? old.mode & 0o777 : 0o666);
  try {
    await rename(temporary, place.path);
  } catch (thrown) {
    await unlink(temporary);
    throw thrown;
  }
};

const append = async (place: Location, content: Buffer): Promise<void> => {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | noFollow;
  const handle = await open(place.path, flags, 0o666);
  try {
    await refuseMoved(handle, place.path, place);
    const { size } = await handle.stat();
    let written = 0;
    await writeAll(handle, content, (bytes) => {
      written = bytes;
    }).catch(async (thrown) => {
      // Half a line would spoil the file for whoever reads it, and the next try would add the whole again.
      // Unless another program has added something meanwhile: then nothing may be taken away.
      if ((await handle.stat()).size === size + written) await handle.truncate(size);
      throw thrown;
    });
  } finally {
    await handle.close();
  }
};

/**
 * Writes a text so that it is on the disk when this resolves, and so that a failure leaves the file as it was.
 * Throws errors of the file system, and `file.denied` when the place changed meanwhile.
 */
export const writeContent = async (place: Location, mode: FileWrite['mode'], content: Buffer): Promise<void> => {
  await makeFolders(place.missing);
  if (mode === 'create') await writeNew(place.path, content, place);
  else if (mode === 'replace') await replace(place, content);
  else await append(place, content);
  await syncFolder(place.folder);
};
