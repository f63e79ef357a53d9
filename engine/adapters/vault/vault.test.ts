import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { type KeyKeeper, loadKeyFile } from './key-file.ts';
import { createRedactor } from './redact.ts';
import { seal, unseal } from './seal.ts';

const key = Buffer.alloc(32, 7);

describe('seal', () => {
  test('gives back the value under the same key and name only', () => {
    const sealed = seal(key, 'stripe', 'whsec_ünï');
    expect(unseal(key, 'stripe', sealed)).toBe('whsec_ünï');
    expect(() => unseal(key, 'github', sealed)).toThrow(/"github" cannot be opened/);
    expect(() => unseal(Buffer.alloc(32, 8), 'stripe', sealed)).toThrow(/cannot be opened/);
  });

  test('notices every flipped bit', () => {
    const sealed = seal(key, 'a', 'secret');
    for (let place = 0; place < sealed.length; place++) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => unseal(key, 'a', changed)).toThrow(/cannot be opened/);
    }
  });

  test('never writes the same value the same way twice', () => {
    expect(seal(key, 'a', 'secret')).not.toEqual(seal(key, 'a', 'secret'));
  });
});

describe('loadKeyFile', () => {
  const path = () => join(tempFolder(), 'secret.key');

  test('makes a key only its owner may read, and finds it again', async () => {
    const file = path();
    const made = await loadKeyFile(file);
    expect(made).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await loadKeyFile(file)).toEqual(made);
  });

  test('closes a file others could read', async () => {
    const file = path();
    await loadKeyFile(file);
    chmodSync(file, 0o644);
    await loadKeyFile(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('refuses a damaged file and leaves it alone', async () => {
    const file = path();
    writeFileSync(file, 'not a key');
    await expect(loadKeyFile(file)).rejects.toThrow(/damaged/);
    expect(readFileSync(file, 'utf8')).toBe('not a key');
  });
});

describe('a key in the vault of the operating system', () => {
  /** A vault with a key of its own, which can be changed. */
  const openKeeper = () => {
    const old = Buffer.alloc(32, 1);
    let current = old;
    const keeper: KeyKeeper = {
      wrap: async (text) => seal(current, 'os', text),
      unwrap: async (wrapped) => {
        try {
          return { text: unseal(current, 'os', wrapped), isStale: false };
        } catch {
          return { text: unseal(old, 'os', wrapped), isStale: true };
        }
      },
    };
    return {
      keeper,
      change: () => {
        current = Buffer.alloc(32, 2);
      },
    };
  };
  const file = () => join(tempFolder(), 'secret.key');

  test('a key that lay open is wrapped, and stays the same key', async () => {
    const path = file();
    const key = await loadKeyFile(path);
    const { keeper } = openKeeper();
    expect(await loadKeyFile(path, keeper)).toEqual(key);
    expect(readFileSync(path, 'utf8')).toMatch(/^whenthen-key\/os /);
    expect(readFileSync(path, 'utf8')).not.toContain(Buffer.from(key).toString('base64'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await loadKeyFile(path, keeper)).toEqual(key);
  });

  test('without the desktop it is not opened, and the sentence says what to do', async () => {
    const path = file();
    await loadKeyFile(path, openKeeper().keeper);
    const before = readFileSync(path);
    await expect(loadKeyFile(path)).rejects.toMatchObject({ code: 'vault.kept-by-desktop', who: 'person' });
    expect(readFileSync(path)).toEqual(before);
  });

  test('a vault that stays shut is waited for by nobody, and nothing is lost', async () => {
    const path = file();
    const { keeper } = openKeeper();
    const key = await loadKeyFile(path, keeper);
    const shut: KeyKeeper = { ...keeper, unwrap: () => Promise.reject(new Error('no')) };
    await expect(loadKeyFile(path, shut)).rejects.toMatchObject({ code: 'vault.locked', who: 'world' });
    expect(await loadKeyFile(path, keeper)).toEqual(key);
  });

  test('a vault that changed its own key gets the key anew', async () => {
    const path = file();
    const { keeper, change } = openKeeper();
    const key = await loadKeyFile(path, keeper);
    const before = readFileSync(path);
    change();
    expect(await loadKeyFile(path, keeper)).toEqual(key);
    expect(readFileSync(path)).not.toEqual(before);
    expect(await loadKeyFile(path, keeper)).toEqual(key);
  });

  test('a vault that does not give back what it was given is not used', async () => {
    const path = file();
    const liar: KeyKeeper = { wrap: async () => Buffer.from('x'), unwrap: async () => ({ text: '', isStale: false }) };
    const key = await loadKeyFile(path, liar);
    expect(await loadKeyFile(path)).toEqual(key);
  });
});

describe('createRedactor', () => {
  const value = 'p"a/ss wörd+1';
  const redact = createRedactor([
    { name: 'shop', value },
    { name: 'basic', value: 'ana:hunter2hunter2' },
    { name: 'short', value: 'abc' },
  ]);

  test.each([
    ['raw', value],
    ['base64', Buffer.from(value).toString('base64')],
    ['base64 for addresses', Buffer.from(value).toString('base64url')],
    ['URL-encoded', encodeURIComponent(value)],
    ['inside JSON', JSON.stringify({ value })],
    ['inside JSON inside JSON', JSON.stringify(JSON.stringify({ value }))],
  ])('removes a secret that stands there %s', (_, text) => {
    const result = redact(`before ${text} after`);
    expect(result).toContain('[secret: shop]');
    expect(result).not.toContain('wörd');
    expect(result).not.toContain(Buffer.from('wörd').toString('base64').slice(0, 6));
  });

  test('removes the password of a pair, and the header made of it', () => {
    expect(redact('hunter2hunter2')).toBe('[secret: basic]');
    expect(redact(`Basic ${Buffer.from('ana:hunter2hunter2').toString('base64')}`)).toMatch(
      /^Basic \[secret: basic\]=*$/,
    );
  });

  test('leaves JSON readable', () => {
    expect(JSON.parse(redact(JSON.stringify({ a: value, b: 1 })))).toEqual({ a: '[secret: shop]', b: 1 });
  });

  test('does not hide text that is too short to be told from other text', () => {
    expect(redact('abc abcdef')).toBe('abc abcdef');
  });
});
