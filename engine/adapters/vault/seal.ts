import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { personFault } from '../../model/fault.ts';

const ivLength = 12;
const tagLength = 16;

/** Encrypts a secret (AES-256-GCM). The name is authenticated with it, so a sealed value cannot be moved to another name. */
export const seal = (key: Uint8Array, name: string, value: string): Uint8Array => {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
};

/** Decrypts what {@link seal} made. Throws `credential.cannot-open` when key, name or bytes do not fit. */
export const unseal = (key: Uint8Array, name: string, sealed: Uint8Array): string => {
  try {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength));
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
    return decipher.update(bytes.subarray(ivLength + tagLength), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw personFault('credential.cannot-open', `The saved connection "${name}" cannot be opened with this key.`, {
      fix: 'Enter its secret again, or restore the key file that belongs to this data folder.',
      cause,
    });
  }
};
