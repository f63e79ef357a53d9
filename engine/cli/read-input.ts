import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { personFault } from '../model/fault.ts';
import type { JsonValue } from '../model/json.ts';
import { parseJson } from '../model/parse-json.ts';

/** The text of a file, or of standard input for `-`. */
export const readText = (path: string): string => {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'it does not exist' : code === 'EISDIR' ? 'it is a folder' : String(code);
    throw personFault('file.unreadable', `The file ${path} cannot be read: ${why}.`, { fix: 'Check the path.', cause });
  }
};

/** One message to the running app holds 8 MiB at the most. */
const maxLength = 8_000_000;

/** The JSON of a file or of standard input. */
export const readJson = (path: string): JsonValue => {
  const text = readText(path);
  if (text.length > maxLength)
    throw personFault('file.too-large', `The file ${path} is larger than 8 MB, the most a command takes.`, {
      fix: 'Use a smaller one.',
    });
  try {
    return parseJson(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('code' in thrown) || !String(thrown.code).startsWith('json.')) throw thrown;
    throw personFault('json.malformed', `${path === '-' ? 'Standard input' : basename(path)}: ${thrown.message}`, {
      fix: 'Check quotes, commas and brackets at that place.',
    });
  }
};
