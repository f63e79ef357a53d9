import { personFault } from '../../model/fault.ts';

/** Device names Windows gives to no file, whatever stands behind the first dot ("Naming Files", learn.microsoft.com). */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

const whyNot = (name: string): string | undefined => {
  if (name === '' || name === '.' || name === '..') return 'it is empty';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is looked for
  if (/[\0-\x1f]/.test(name)) return 'it holds an invisible character';
  if (/[/\\]/.test(name)) return 'it holds "/" or "\\"';
  if (name.includes(':')) return 'it holds ":", which means something else on Windows';
  if (/[. ]$/.test(name)) return 'it ends with a dot or a space, which Windows drops';
  if (reserved.test(name)) return 'Windows keeps this name for a device';
  return undefined;
};

/**
 * Refuses names of files and folders that mean something else on one of the systems WhenThen runs on, so that a flow
 * does the same everywhere. Throws `file.name`.
 */
export const checkName = (name: string): void => {
  const reason = whyNot(name);
  if (reason !== undefined)
    throw personFault('file.name', `"${name}" cannot be the name of a file or folder: ${reason}.`, {
      fix: 'Choose another name.',
    });
};
