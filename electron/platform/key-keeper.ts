import type { KeyKeeper } from '../../engine/engine.ts';

/** What Electron's `safeStorage` gives, as far as keeping one key needs it. */
export interface SafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  getSelectedStorageBackend(): string;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
}

/** What keeps the key, in words; `null` when nothing but a file does, and why. */
export interface KeptBy {
  keptBy: string | null;
  why: string | null;
}

const linuxVaults = new Map([
  ['gnome_libsecret', 'the keyring of your desktop'],
  ['kwallet', 'KWallet'],
  ['kwallet5', 'KWallet'],
  ['kwallet6', 'KWallet'],
]);

/**
 * Which vault this computer has. On Linux `basic_text` is a fixed password anybody can look up, so it counts as none, and so does
 * a backend nobody knows.
 */
export const vaultOf = (platform: NodeJS.Platform, backend: string, isAvailable: boolean): KeptBy => {
  const none = (why: string): KeptBy => ({ keptBy: null, why });
  if (platform === 'linux') {
    const name = linuxVaults.get(backend);
    if (name === undefined) return none('This desktop has no keyring that WhenThen knows.');
    return isAvailable ? { keptBy: name, why: null } : none('The keyring of this desktop did not answer.');
  }
  if (!isAvailable) return none('The vault of this computer did not answer.');
  return { keptBy: platform === 'darwin' ? 'the keychain of this Mac' : 'your Windows account', why: null };
};

/** Looks for a vault; `keeper` is undefined where there is none, and then a file only this user may read keeps the key. */
export const openKeyKeeper = async (
  storage: SafeStorage,
  platform: NodeJS.Platform,
): Promise<KeptBy & { keeper: KeyKeeper | undefined }> => {
  const backend = platform === 'linux' ? storage.getSelectedStorageBackend() : '';
  // A backend that is none is not even asked: asking would make its fixed password.
  const isKnown = platform !== 'linux' || linuxVaults.has(backend);
  const isAvailable = isKnown && (await storage.isAsyncEncryptionAvailable().catch(() => false));
  const vault = vaultOf(platform, backend, isAvailable);
  if (vault.keptBy === null) return { ...vault, keeper: undefined };
  return {
    ...vault,
    keeper: {
      wrap: (text) => storage.encryptStringAsync(text),
      unwrap: async (wrapped) => {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(wrapped));
        return { text: result, isStale: shouldReEncrypt };
      },
    },
  };
};
