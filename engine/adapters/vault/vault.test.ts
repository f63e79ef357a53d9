import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { loadKeyFile } from './key-file.ts';
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
  test('makes a key only its owner may read, and finds it again', () => {
    const path = join(tempFolder(), 'secret.key');
    const made = loadKeyFile(path);
    expect(made).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(loadKeyFile(path)).toEqual(made);
  });

  test('closes a file others could read', () => {
    const path = join(tempFolder(), 'secret.key');
    loadKeyFile(path);
    chmodSync(path, 0o644);
    loadKeyFile(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('refuses a damaged file and leaves it alone', () => {
    const path = join(tempFolder(), 'secret.key');
    writeFileSync(path, 'not a key');
    expect(() => loadKeyFile(path)).toThrow(/damaged/);
    expect(readFileSync(path, 'utf8')).toBe('not a key');
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
