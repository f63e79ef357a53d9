import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isIgnoredName, matchesName } from '../../model/file-pattern.ts';
import type { Stamp } from './track.ts';

/** More files than this are not watched: the whole list is kept with every change. */
export const maxFiles = 50_000;
/** Folders below folders, at most. */
const maxDepth = 32;
const statsAtOnce = 64;

/** Thrown when a folder holds more than {@link maxFiles}. */
export class TooManyFiles extends Error {}

const entriesOf = async (folder: string, isTop: boolean): Promise<Dirent[]> => {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (thrown) {
    // A folder below may go away while it is looked at; the watched one must be there.
    if (isTop) throw thrown;
    return [];
  }
};

/** Links are not followed: they may lead out of the folder a person allowed. */
const findFiles = async (
  folder: string,
  below: string,
  depth: number,
  patterns: readonly string[],
  found: string[],
): Promise<void> => {
  for (const entry of await entriesOf(join(folder, below), below === '')) {
    if (isIgnoredName(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile() && matchesName(patterns, entry.name)) found.push(path);
    else if (entry.isDirectory() && depth > 0) await findFiles(folder, path, depth - 1, patterns, found);
    if (found.length > maxFiles) throw new TooManyFiles();
  }
};

/** The files of a folder whose names match. Throws what the file system throws when the folder itself cannot be read. */
export const listFolder = async (
  folder: string,
  patterns: readonly string[],
  subfolders: boolean,
): Promise<Map<string, Stamp>> => {
  const paths: string[] = [];
  await findFiles(folder, '', subfolders ? maxDepth : 0, patterns, paths);
  const listing = new Map<string, Stamp>();
  for (let at = 0; at < paths.length; at += statsAtOnce)
    await Promise.all(
      paths.slice(at, at + statsAtOnce).map(async (path) => {
        const stats = await lstat(join(folder, path)).catch(() => undefined);
        if (stats?.isFile()) listing.set(path, { size: stats.size, modifiedMs: Math.round(stats.mtimeMs) });
      }),
    );
  return listing;
};
