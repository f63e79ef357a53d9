import { type Fault, personFault, toFault, worldFault } from '../../model/fault.ts';

export const denied = (path: string, why: string, done: 'read' | 'written' = 'written'): Fault =>
  personFault('file.denied', `"${path}" may not be ${done}: ${why}.`, { fix: 'Choose another place.' });

const codeOf = (thrown: unknown): string => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '');

/** Turns an error of the file system (errno(3)) into a fault in plain words. Anything unknown stays a defect of ours. */
export const explainFileError = (thrown: unknown, path: string): Fault => {
  switch (codeOf(thrown)) {
    case 'EEXIST':
      return personFault('file.exists', `There is already a file at "${path}".`, {
        fix: 'Use another name, or choose "replace" or "add to the end".',
      });
    case 'ENOENT':
    case 'ENOTDIR':
      return personFault('file.no-folder', `The folder for "${path}" does not exist.`, {
        fix: 'Create the folder first, or choose another one.',
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return denied(path, 'the computer does not let WhenThen write there');
    case 'ELOOP':
      return denied(path, 'it is a link to another place');
    case 'EISDIR':
      return denied(path, 'it is a folder');
    case 'ENAMETOOLONG':
      return personFault('file.name', `The name "${path}" is too long.`, { fix: 'Choose a shorter name.' });
    case 'ENOSPC':
    case 'EDQUOT':
      return worldFault('file.disk-full', `There is no room left on the disk for "${path}".`, {
        fix: 'Free some space on that disk.',
      });
    case 'EFBIG':
      return personFault('file.too-large', `The disk does not take a file as large as "${path}" would be.`, {
        fix: 'Write less, or start a new file.',
      });
    case 'EBUSY':
    case 'ETXTBSY':
      return worldFault('file.busy', `Another program is using "${path}".`, { fix: 'Close the other program.' });
    case 'EIO':
      return worldFault('file.disk-error', `The disk did not write "${path}" as it should.`, {
        fix: 'Check that the drive is connected and healthy.',
      });
    default:
      return toFault(thrown);
  }
};
