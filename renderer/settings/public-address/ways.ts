import { publicAddressSettingsSchema, usualPublicPort } from '../../client/public-address.ts';
import type { InputOf, ProviderId, PublicAddressSettings } from '../../client/types.ts';

/** The ways to a public address, in the words of ux.md 5.3. The first is recommended. */
export const ways: readonly { id: ProviderId; label: string; help: string }[] = [
  {
    id: 'cloudflare-quick',
    label: 'Quick address of Cloudflare',
    help: 'Quick and free. Address changes each time. Needs no account.',
  },
  {
    id: 'cloudflare-named',
    label: 'Cloudflare, with your own domain',
    help: 'Best if you own a web domain. A lasting address; needs a free account.',
  },
  {
    id: 'ngrok',
    label: 'ngrok',
    help: 'Lasting address, free up to 20,000 deliveries a month. Needs an account and its program.',
  },
  {
    id: 'ssh',
    label: 'My own server, over SSH',
    help: 'If you rent a server. A port of it is led to this computer; nothing else of it is used.',
  },
  {
    id: 'own',
    label: 'My own address',
    help: 'I have a web address that reaches this computer.',
  },
  {
    id: 'localtunnel',
    label: 'localtunnel',
    help: 'Free and without an account, but down now and then. Address changes each time.',
  },
];

/** What is typed, whatever of it the chosen way needs. */
export interface WayDraft {
  provider: ProviderId;
  address: string;
  port: number | null;
  from: 'computer' | 'network';
  domain: string;
  host: string;
  sshPort: number | null;
  user: string;
  signIn: 'key' | 'password';
  remotePort: number | null;
  server: string;
  subdomain: string;
  /** Typed once, saved as a connection, never shown again. */
  secret: string;
}

/** The connection the secret of a way is saved under. */
export const secretNames: Partial<Record<ProviderId, string>> = {
  'cloudflare-named': 'Cloudflare tunnel token',
  ngrok: 'ngrok authtoken',
  ssh: 'SSH sign-in of my server',
};

const empty: WayDraft = {
  provider: 'cloudflare-quick',
  address: '',
  port: usualPublicPort,
  from: 'computer',
  domain: '',
  host: '',
  sshPort: 22,
  user: '',
  signIn: 'key',
  remotePort: 8080,
  server: 'https://localtunnel.me',
  subdomain: '',
  secret: '',
};

/** What is filled in at first: the way that was chosen before. */
export const draftOf = (settings: PublicAddressSettings | null): WayDraft => {
  if (settings === null) return empty;
  if (settings.provider !== 'ssh') return { ...empty, ...settings };
  const { port, ...rest } = settings;
  return { ...empty, ...rest, sshPort: port };
};

type Typed = { [name: string]: unknown; provider: ProviderId };

const typedSettings = (draft: WayDraft): Typed => {
  const { provider, address, port, from, domain, host, sshPort, user, signIn, remotePort, server, subdomain } = draft;
  const credential = secretNames[provider];
  switch (provider) {
    case 'cloudflare-quick':
      return { provider };
    case 'cloudflare-named':
      return { provider, address, port, credential };
    case 'ngrok':
      return { provider, credential, domain };
    case 'ssh':
      return { provider, host, port: sshPort, user, signIn, credential, remotePort, address };
    case 'own':
      return { provider, address, port, from };
    case 'localtunnel':
      return { provider, server, subdomain };
  }
};

export type Gaps = Partial<Record<keyof WayDraft, string>>;

const missing: Gaps = {
  user: 'Type the user to sign in as.',
  host: 'Type the name or number of the server.',
  address: 'Type the address the internet uses.',
};

/** The settings, or what keeps them from being complete, by field. `hasSecret`: one is saved from before. */
export const readDraft = (
  draft: WayDraft,
  hasSecret: boolean,
): { settings: InputOf<'publicAddress.choose'>['settings']; gaps: null } | { settings: null; gaps: Gaps } => {
  const gaps: Gaps = {};
  const typed = typedSettings(draft);
  const read = publicAddressSettingsSchema.safeParse(typed);
  for (const { path, message } of read.success ? [] : read.error.issues) {
    const name = draft.provider === 'ssh' && path[0] === 'port' ? 'sshPort' : (path[0] as keyof WayDraft);
    gaps[name] ??=
      draft[name] === ''
        ? (missing[name] ?? message)
        : name.endsWith('ort')
          ? 'A port is a number from 1 to 65535.'
          : message;
  }
  if (secretNames[draft.provider] !== undefined && draft.secret.trim() === '' && !hasSecret)
    gaps.secret = 'Paste it here.';
  return read.success && Object.keys(gaps).length === 0
    ? { settings: read.data, gaps: null }
    : { settings: null, gaps };
};
