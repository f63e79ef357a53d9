import { open, realpath } from 'node:fs/promises';
import { type Fault, personFault, toFault, worldFault } from '../../model/fault.ts';
import { denied } from './explain-file-error.ts';
import { type Places, refuseClosed } from './locate.ts';

const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '');

const explain = (thrown: unknown, path: string): Fault => {
  switch (codeOf(thrown)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return personFault('file.not-found', `There is no file at "${path}".`, {
        fix: 'It may have been moved or renamed. Choose it again.',
      });
    case 'EACCES':
    case 'EPERM':
      return denied(path, 'the computer does not let WhenThen read it', 'read');
    case 'EBUSY':
      return worldFault('file.busy', `Another program is using "${path}".`, { fix: 'Close the other program.' });
    default:
      return toFault(thrown);
  }
};

/**
 * The bytes of a plain file. Links are followed first and the place they lead to is judged. Throws `file.*` faults, also for
 * files larger than `maxBytes`.
 */
export const readContent = async (target: string, places: Places, maxBytes: number): Promise<Uint8Array> => {
  try {
    const path = await realpath(target);
    await refuseClosed(path, places, 'read');
    if (!places.isAllowed(path)) throw denied(path, 'this place was not allowed', 'read');
    const file = await open(path, 'r');
    try {
      const found = await file.stat();
      if (!found.isFile()) throw denied(path, 'it is not a plain file', 'read');
      if (found.size > maxBytes)
        throw personFault('file.too-large', `"${path}" is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB.`, {
          fix: 'Use a smaller file.',
        });
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw explain(thrown, target);
  }
};
