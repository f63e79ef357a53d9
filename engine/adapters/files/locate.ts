import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { personFault } from '../../model/fault.ts';
import { checkName } from './check-name.ts';
import { denied } from './explain-file-error.ts';
import { isPrivatePlace } from './private-places.ts';

/** Who decides where may be written. */
export interface Places {
  /** Whether a path, links resolved, may be written; a folder ends with a separator. */
  isAllowed: (realPath: string) => boolean;
  /** Folders that stay closed whatever is allowed: the app's own data. */
  denied: readonly string[];
  /** Folders inside those that are open nevertheless. */
  except: readonly string[];
}

/** Where a file is, or will be once the missing folders are made. */
export interface Location {
  path: string;
  folder: string;
  /** Folders to make, outermost first. */
  missing: string[];
}

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';

/** The real path of a folder and the names below it that do not exist yet. */
const followFolder = async (folder: string): Promise<{ real: string; names: string[] }> => {
  try {
    return { real: await realpath(folder), names: [] };
  } catch (thrown) {
    const above = dirname(folder);
    if (!isMissing(thrown) || above === folder) throw thrown;
    // A link that leads nowhere also counts as missing; making a folder there fails, which is right.
    const { real, names } = await followFolder(above);
    return { real, names: [...names, basename(folder)] };
  }
};

/** macOS and Windows do not tell cases apart. */
const fold = (path: string): string =>
  process.platform === 'darwin' || process.platform === 'win32' ? path.toLowerCase() : path;

const lies = (path: string, folder: string): boolean =>
  fold(path) === fold(folder) || fold(path).startsWith(fold(folder.endsWith(sep) ? folder : folder + sep));

const realOrSame = (folder: string): Promise<string> => realpath(folder).catch(() => folder);

/** Refuses places nobody may touch through a flow. */
export const refuseClosed = async (
  path: string,
  places: Places,
  done: 'read' | 'written' = 'written',
): Promise<void> => {
  if (isPrivatePlace(path)) throw denied(path, 'files there are trusted or run by the computer without asking', done);
  const closed = await Promise.all(places.denied.map(realOrSame));
  const open = await Promise.all(places.except.map(realOrSame));
  if (closed.some((folder) => lies(path, folder)) && !open.some((folder) => lies(path, folder)))
    throw denied(path, 'WhenThen keeps its own data there', done);
};

/**
 * Follows an absolute path to the place it really leads to and checks that this may be written. Links in folders are
 * followed and the result is judged; a link in place of the file itself is refused. Throws `file.*` faults.
 */
export const locate = async (target: string, places: Places): Promise<Location> => {
  const name = basename(target);
  if (/[/\\]$/.test(target)) throw denied(target, 'it is a folder');
  checkName(name);
  const { real, names } = await followFolder(dirname(target));
  for (const folder of names) checkName(folder);
  const missing = names.map((_, index) => join(real, ...names.slice(0, index + 1)));
  const folder = missing.at(-1) ?? real;
  const path = join(folder, name);
  await refuseClosed(path, places);
  if (!places.isAllowed(path)) throw denied(path, 'this place was not allowed');
  for (const made of missing)
    if (!places.isAllowed(made + sep))
      throw personFault('file.no-folder', `The folder "${made}" does not exist, and making it was not allowed.`, {
        fix: 'Create the folder, or allow the folder above it.',
      });
  await refuseSpecial(path);
  return { path, folder, missing };
};

/** Refuses anything at the path that is not a plain file. */
const refuseSpecial = async (path: string): Promise<void> => {
  const found = await lstat(path).catch((thrown) => {
    if (isMissing(thrown)) return null;
    throw thrown;
  });
  if (found?.isSymbolicLink()) throw denied(path, 'it is a link to another place');
  if (found?.isDirectory()) throw denied(path, 'it is a folder');
  if (found && !found.isFile()) throw denied(path, 'it is not a plain file');
};
