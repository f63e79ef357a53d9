import { randomBytes } from 'node:crypto';

/** A random text made once per data folder; keeps the idempotency keys of two computers apart. */
export const installationOf = (config: {
  setting(key: string): string | null;
  putSetting(key: string, value: string): void;
}): string => {
  const known = config.setting('installation');
  if (known) return known;
  const made = randomBytes(16).toString('hex');
  config.putSetting('installation', made);
  return made;
};
