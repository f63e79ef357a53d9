import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where package managers put programs that a desktop app does not have in its PATH. */
const usualFolders = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/snap/bin'];

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/** A program of this computer by its name: one fetched for WhenThen first, then what is installed; null when there is none. */
export const findProgram = (name: string, ownFolder: string, path = process.env.PATH ?? ''): string | null => {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = [ownFolder, ...path.split(delimiter).filter((folder) => folder !== ''), ...usualFolders];
  return folders.map((folder) => join(folder, file)).find(isProgram) ?? null;
};
