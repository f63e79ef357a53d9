import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { personFault } from '../../model/fault.ts';

/** Beyond this many files a folder takes too long to measure again and again. */
const maxFiles = 200_000;
/** Files asked about at the same time. */
const batch = 64;

const listOf = async (folder: string, isTop: boolean): Promise<Dirent[]> => {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    if (!isTop) return []; // Removed meanwhile, or not for us to see.
    throw personFault('file.no-folder', `The folder ${folder} cannot be opened.`, {
      fix: 'It may have been moved, or you may not be allowed to read it. Choose another folder.',
    });
  }
};

const bytesOf = async (file: string): Promise<number> => {
  try {
    return (await lstat(file)).size;
  } catch {
    return 0;
  }
};

/** The bytes of all files of a folder and the folders in it; links are not followed. Throws `file.no-folder` and `metric.too-many-files`. */
export const folderBytes = async (folder: string, signal: AbortSignal, limit = maxFiles): Promise<number> => {
  const folders = [folder];
  let bytes = 0;
  let count = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const place = next;
    const entries = await listOf(place, place === folder);
    folders.push(...entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(place, name)));
    const files = entries.filter((entry) => entry.isFile());
    count += files.length;
    if (count > limit)
      throw personFault('metric.too-many-files', `The folder ${folder} holds more than ${limit} files.`, {
        fix: 'Choose a folder further down.',
      });
    for (let index = 0; index < files.length; index += batch) {
      signal.throwIfAborted();
      const sizes = await Promise.all(files.slice(index, index + batch).map(({ name }) => bytesOf(join(place, name))));
      bytes += sizes.reduce((sum, size) => sum + size, 0);
    }
  }
  return bytes;
};
