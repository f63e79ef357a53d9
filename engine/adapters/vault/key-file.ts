import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { personFault, worldFault } from '../../model/fault.ts';

/** The vault of the operating system, as far as keeping one key needs it. */
export interface KeyKeeper {
  /** Encrypts a text so that only this user on this computer can open it. */
  wrap(text: string): Promise<Uint8Array>;
  /** Opens it again; `isStale` when it should be wrapped anew, because the vault's own key was changed. */
  unwrap(wrapped: Uint8Array): Promise<{ text: string; isStale: boolean }>;
}

const keyLength = 32;
/** How a file begins whose key is in the vault of the operating system. */
const wrappedMark = 'whenthen-key/os ';

const write = (path: string, content: string, flags: 'w' | 'wx'): void => {
  const file = openSync(path, flags, 0o600);
  writeSync(file, content);
  fsyncSync(file);
  closeSync(file);
};

/** Puts the new content in the place of the old in one step, so that a crash leaves one or the other. */
const replace = (path: string, content: string): void => {
  write(`${path}.new`, content, 'w');
  renameSync(`${path}.new`, path);
};

const readKey = (text: string, path: string): Uint8Array => {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === keyLength) return key;
  throw personFault('vault.bad-key', `The key file ${path} is damaged, so saved connections cannot be opened.`, {
    fix: 'Restore it from a backup, or move it aside and enter the secrets again.',
  });
};

/** Keeps a key in the vault, after the vault has shown that it gives back what it was given. */
const keep = async (path: string, key: Uint8Array, keeper: KeyKeeper): Promise<void> => {
  const text = Buffer.from(key).toString('base64');
  const wrapped = await keeper.wrap(text);
  if ((await keeper.unwrap(wrapped)).text !== text) return;
  replace(path, `${wrappedMark}${Buffer.from(wrapped).toString('base64')}`);
};

const openWrapped = async (path: string, content: string, keeper: KeyKeeper | undefined): Promise<Uint8Array> => {
  if (!keeper)
    throw personFault(
      'vault.kept-by-desktop',
      'The passwords in this data folder are locked with the vault of this computer, which only the desktop app of WhenThen can open.',
      { fix: 'Start WhenThen as a desktop app. While it runs, commands and scripts use it by themselves.' },
    );
  try {
    const wrapped = Buffer.from(content.slice(wrappedMark.length), 'base64');
    const { text, isStale } = await keeper.unwrap(wrapped);
    const key = readKey(text, path);
    if (isStale) await keep(path, key, keeper);
    return key;
  } catch (cause) {
    throw worldFault('vault.locked', 'The vault of this computer did not open, so saved passwords cannot be used.', {
      fix: 'Unlock it (the keychain or keyring of your user) and start WhenThen again.',
      cause,
    });
  }
};

/**
 * The key all secrets of a data folder are sealed with; made on first use. With a keeper the file holds it wrapped by the vault of
 * the operating system, and one that lay open is wrapped from then on; without, the file is for its owner only (mode 0600).
 * Others being able to read it is repaired, a file that is not a key is refused.
 */
export const loadKeyFile = async (path: string, keeper?: KeyKeeper): Promise<Uint8Array> => {
  if (!existsSync(path)) write(path, randomBytes(keyLength).toString('base64'), 'wx');
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  const content = readFileSync(path, 'utf8');
  if (content.startsWith(wrappedMark)) return openWrapped(path, content, keeper);
  const key = readKey(content, path);
  if (keeper) await keep(path, key, keeper);
  return key;
};
