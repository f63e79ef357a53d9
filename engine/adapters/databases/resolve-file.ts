import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { personFault } from '../../model/fault.ts';

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && 'code' in thrown ? thrown.code : undefined);

const folderOf = async (file: string): Promise<string> => {
  const folder = dirname(file);
  try {
    const real = await realpath(folder);
    if ((await stat(real)).isDirectory()) return real;
  } catch (thrown) {
    if (!['ENOENT', 'ENOTDIR', 'ELOOP'].includes(String(codeOf(thrown)))) throw thrown;
  }
  throw personFault('database.folder-missing', `The folder "${folder}" does not exist.`, {
    fix: `Create the folder first, or choose another place for "${basename(file)}".`,
  });
};

/**
 * The one true path of a database file, so that two names of one file share their lanes. The file itself may be
 * missing; its folder may not.
 */
export const resolveFile = async (file: string): Promise<string> => {
  try {
    return await realpath(file);
  } catch (thrown) {
    if (codeOf(thrown) === 'EACCES' || codeOf(thrown) === 'EPERM')
      throw personFault('database.read-only', `The folder of "${basename(file)}" is protected and cannot be opened.`, {
        fix: 'Allow access to the folder, or choose another file.',
      });
    return join(await folderOf(file), basename(file));
  }
};
