import { createRedactor } from '../adapters/vault/redact.ts';
import { seal, unseal } from '../adapters/vault/seal.ts';
import { type AiSettings, readAiSettings } from '../model/ai.ts';
import { addressOfChat, type ChatSettings, readChatSettings, secretsOfChat } from '../model/chat.ts';
import {
  type CredentialInfo,
  type CredentialKind,
  hintOf,
  isStructured,
  type OpenCredential,
} from '../model/credential.ts';
import { personFault, toFault } from '../model/fault.ts';
import { readSmtpSettings } from '../model/mail.ts';
import { readOauthSettings } from '../model/oauth.ts';
import { isPrivateHost } from '../nodes/private-host.ts';
import type { ConfigStore } from '../store/config.ts';

/** The saved secrets, opened once. Nothing in here ever crosses the contract. */
export interface Vault {
  /** Values by name, for checking signatures. */
  secrets(): ReadonlyMap<string, string>;
  /** Throws `credential.missing`. */
  open(name: string): OpenCredential;
  put(credential: { name: string; kind: CredentialKind; hosts: string[]; value: string }): void;
  remove(name: string): boolean;
  list(): CredentialInfo[];
  /** Removes every known secret from a text that is about to be stored. */
  redact(text: string): string;
  /** Credentials that could not be opened with this key; using them fails, everything else goes on. */
  locked(): string[];
}

const chatOf = (value: string): ChatSettings => readChatSettings(value, isPrivateHost);

const aiOf = (value: string): AiSettings => readAiSettings(value, isPrivateHost);

const checkShape = (kind: CredentialKind, value: string): void => {
  if (/[\r\n\0]/.test(value) && kind !== 'secret' && !isStructured(kind))
    throw personFault('credential.bad-value', 'This secret holds a line break, which cannot be sent to a service.', {
      fix: 'Copy it again without the line break.',
    });
  if (kind === 'smtp') readSmtpSettings(value);
  if (kind === 'chat') chatOf(value);
  if (kind === 'ai') aiOf(value);
  if (kind === 'oauth2') readOauthSettings(value, isPrivateHost);
  if (kind === 'basic' && !value.includes(':'))
    throw personFault('credential.bad-value', 'A user name and a password are written as "user:password".');
  if (kind === 'header' && !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+:\s*\S/.test(value))
    throw personFault('credential.bad-value', 'A header is written as "Name: value".');
};

/** The texts of a credential that must never be stored in the open, under the name they are replaced by. */
export const secretsOf = ({ name, kind, value }: OpenCredential): { name: string; value: string }[] => {
  if (kind === 'chat') return secretsOfChat(chatOf(value)).map((secret) => ({ name, value: secret }));
  if (kind === 'ai') {
    const { key } = aiOf(value);
    return key === '' ? [] : [{ name, value: key }];
  }
  if (kind === 'oauth2') {
    const { clientId, clientSecret } = readOauthSettings(value, isPrivateHost);
    return [clientSecret, `${clientId}:${clientSecret}`].map((secret) => ({ name, value: secret }));
  }
  if (kind !== 'smtp') return [{ name, value }];
  const { user, password } = readSmtpSettings(value);
  // The second is what a mail server is sent in base64 (AUTH PLAIN, RFC 4616).
  return password === '' ? [] : [password, `\0${user}\0${password}`].map((secret) => ({ name, value: secret }));
};

/** A connection to one server is for that one and nothing else. */
const ownHostsOf = (kind: CredentialKind, value: string): string[] | null => {
  if (kind === 'smtp') return [readSmtpSettings(value).host];
  if (kind === 'ai') return [new URL(aiOf(value).address).hostname];
  return kind === 'chat' ? [new URL(addressOfChat(chatOf(value))).hostname] : null;
};

/** The settings of a chat connection. Throws `credential.wrong-kind`. */
export const chatConnection = ({ name, kind, value }: OpenCredential): ChatSettings => {
  if (kind === 'chat') return chatOf(value);
  throw personFault('credential.wrong-kind', `The connection "${name}" is not for chat messages.`, {
    fix: 'Choose a chat connection.',
  });
};

/** The settings of an AI connection. Throws `credential.wrong-kind`. */
export const aiConnection = ({ name, kind, value }: OpenCredential): AiSettings => {
  if (kind === 'ai') return aiOf(value);
  throw personFault('credential.wrong-kind', `The connection "${name}" is not for asking an AI.`, {
    fix: 'Choose an AI connection.',
  });
};

export const createVault = (config: ConfigStore, key: Uint8Array): Vault => {
  const opened = new Map<string, OpenCredential>();
  let locked: string[] = [];
  let values: ReadonlyMap<string, string> = new Map();
  let redact = createRedactor([]);

  const reload = (): void => {
    opened.clear();
    locked = [];
    for (const { name, kind, hosts, sealed } of config.credentials())
      try {
        opened.set(name, { name, kind, hosts, value: unseal(key, name, sealed) });
      } catch (thrown) {
        if (toFault(thrown).code !== 'credential.cannot-open') throw thrown;
        locked.push(name);
      }
    values = new Map([...opened].map(([name, { value }]) => [name, value]));
    redact = createRedactor([...opened.values()].flatMap(secretsOf));
  };
  reload();

  return {
    secrets: () => values,
    open: (name) => {
      const credential = opened.get(name);
      if (credential) return credential;
      throw personFault('credential.missing', `The connection "${name}" does not exist on this computer.`, {
        fix: `Add it under Connections, or with: whenthen credential set "${name}"`,
      });
    },
    put: ({ name, kind, hosts, value }) => {
      checkShape(kind, value);
      const ownHosts = ownHostsOf(kind, value) ?? hosts;
      config.putCredential({ name, kind, hosts: ownHosts, hint: hintOf(kind, value) }, seal(key, name, value));
      reload();
    },
    remove: (name) => {
      const removed = config.removeCredential(name);
      reload();
      return removed;
    },
    list: () => config.credentials().map(({ sealed: _sealed, ...info }) => info),
    redact: (text) => redact(text),
    locked: () => locked,
  };
};
