import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Offered } from './deep-link.ts';

/** A flow file is never larger. */
const maxBytes = 2 * 1024 * 1024;

/** Reads a file somebody opened with WhenThen, to be looked at; undefined when it is none that could be a flow. */
export const readOffered = async (file: string): Promise<Offered | undefined> => {
  if (!file.endsWith('.flow.json')) return undefined;
  try {
    const handle = await open(file, 'r');
    try {
      const stat = await handle.stat();
      if (!stat.isFile() || stat.size > maxBytes) return undefined;
      return { fileName: basename(file), text: await handle.readFile('utf8') };
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
};
