import { expect, test } from 'vitest';
import { openKeyKeeper, type SafeStorage, vaultOf } from './key-keeper.ts';

test.each([
  ['linux', 'gnome_libsecret', true, 'the keyring of your desktop'],
  ['linux', 'kwallet6', true, 'KWallet'],
  ['linux', 'gnome_libsecret', false, null],
  ['linux', 'basic_text', true, null],
  ['linux', 'unknown', true, null],
  ['linux', 'something-new', true, null],
  ['linux', 'toString', true, null],
  ['darwin', '', true, 'the keychain of this Mac'],
  ['win32', '', true, 'your Windows account'],
  ['win32', '', false, null],
] as const)('on %s with "%s", available %s: %s', (platform, backend, isAvailable, keptBy) => {
  const vault = vaultOf(platform, backend, isAvailable);
  expect(vault.keptBy).toBe(keptBy);
  expect(vault.why === null).toBe(keptBy !== null);
});

const storage = (backend: string): SafeStorage & { asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    isAsyncEncryptionAvailable: async () => {
      asked.push('available');
      return true;
    },
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text) => Buffer.from(text).reverse(),
    decryptStringAsync: async (bytes) => ({ result: bytes.reverse().toString(), shouldReEncrypt: true }),
  };
};

test('a vault wraps and opens, and says when its key has changed', async () => {
  const { keeper, keptBy } = await openKeyKeeper(storage('gnome_libsecret'), 'linux');
  expect(keptBy).not.toBeNull();
  const wrapped = await keeper?.wrap('key');
  expect(await keeper?.unwrap(wrapped ?? Buffer.alloc(0))).toEqual({ text: 'key', isStale: true });
});

test('a vault that is none is not even asked', async () => {
  const plain = storage('basic_text');
  expect((await openKeyKeeper(plain, 'linux')).keeper).toBeUndefined();
  expect(plain.asked).toEqual([]);
});
