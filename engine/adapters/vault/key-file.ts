import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { personFault } from '../../model/fault.ts';

const keyLength = 32;

const create = (path: string): Uint8Array => {
  const key = randomBytes(keyLength);
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, key.toString('base64'));
  fsyncSync(file);
  closeSync(file);
  return key;
};

/**
 * The key all secrets of a data folder are sealed with, kept in a file only its owner may read (mode 0600); made on first
 * use. Others being able to read it is repaired, a file that is not a key is refused.
 */
export const loadKeyFile = (path: string): Uint8Array => {
  if (!existsSync(path)) return create(path);
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== keyLength)
    throw personFault('vault.bad-key', `The key file ${path} is damaged, so saved connections cannot be opened.`, {
      fix: 'Restore it from a backup, or move it aside and enter the secrets again.',
    });
  return key;
};
