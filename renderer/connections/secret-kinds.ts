import type { CredentialShape } from '../client/types.ts';

export type SecretKind = CredentialShape['kind'];

/** How a kind of connection is called, and what it is for. */
export const kinds: readonly { id: SecretKind; label: string; hint: string }[] = [
  { id: 'secret', label: 'Signing secret', hint: 'Checks that a delivery really comes from a service' },
  { id: 'bearer', label: 'Token', hint: 'An API key or access token, sent with web requests' },
  { id: 'basic', label: 'User and password', hint: 'Sent with web requests' },
  { id: 'header', label: 'Header', hint: 'A header of its own, such as X-Api-Key, sent with web requests' },
  { id: 'oauth2', label: 'OAuth', hint: 'A client ID and secret that fetch a token (client credentials)' },
  { id: 'smtp', label: 'E-mail', hint: 'A mail server that sends your e-mails' },
  { id: 'ai', label: 'AI', hint: 'A service that answers questions, such as OpenAI, or Ollama on this computer' },
  { id: 'chat', label: 'Chat', hint: 'A channel in Slack, Discord, Teams, Mattermost or Telegram' },
];

export const kindLabel = (kind: SecretKind): string => kinds.find(({ id }) => id === kind)?.label ?? kind;

/** Kinds that are sent with web requests, to an address they can be tried at. */
export const isForRequests = (kind: SecretKind): boolean => ['bearer', 'basic', 'header', 'oauth2'].includes(kind);

/** What a person typed in the fields of a connection; which count depends on the kind. */
export interface TypedSecret {
  kind: SecretKind;
  /** The secret, token, password or content of the header. */
  value: string;
  /** The user, or the name of the header. */
  name: string;
}

/** The one text the engine keeps. */
export const joinSecret = ({ kind, value, name }: TypedSecret): string => {
  if (kind === 'basic') return `${name}:${value}`;
  return kind === 'header' ? `${name.trim()}: ${value.trim()}` : value.trim();
};

/** Why it cannot be saved as it stands, by field; empty when it can. */
export const findGaps = ({ kind, value, name }: TypedSecret): { name?: string; value?: string } => {
  const gaps: { name?: string; value?: string } = {};
  if (value.trim() === '' && kind !== 'basic') gaps.value = 'Paste it here.';
  if (kind === 'basic' && name.trim() === '') gaps.name = 'Type the user name.';
  if (kind === 'basic' && name.includes(':')) gaps.name = 'A user name cannot hold a colon.';
  if (kind === 'header' && !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name.trim()))
    gaps.name = 'Type the name of the header, such as X-Api-Key.';
  return gaps;
};

/** A text that is recognised by how it begins, and where it belongs. */
const known: readonly { pattern: RegExp; what: string; kind: SecretKind; instead: string }[] = [
  {
    pattern: /^[sr]k_(live|test)_/,
    what: 'an API key of Stripe',
    kind: 'bearer',
    instead: 'The signing secret begins with whsec_ and stands on the page of the webhook in Stripe.',
  },
  {
    pattern: /^pk_(live|test)_/,
    what: 'a publishable key of Stripe, which is not secret and opens nothing',
    kind: 'bearer',
    instead: 'The signing secret begins with whsec_; an API key begins with sk_.',
  },
  {
    pattern: /^whsec_/,
    what: 'a signing secret for checking deliveries',
    kind: 'secret',
    instead: 'An API key is on another page of the service; in Stripe it begins with sk_ or rk_.',
  },
  {
    pattern: /^(gh[opsur]_|github_pat_)/,
    what: 'an access token of GitHub',
    kind: 'bearer',
    instead: 'The secret of a GitHub webhook is the text you typed in its settings yourself.',
  },
  {
    pattern: /^xox[abprs]-/,
    what: 'an access token of Slack',
    kind: 'bearer',
    instead: 'The signing secret of Slack is under Basic Information of your app.',
  },
  {
    pattern: /^shp(at|ca|pa)_/,
    what: 'an access token of Shopify',
    kind: 'bearer',
    instead: 'The secret of a Shopify webhook stands below the list of webhooks in its settings.',
  },
];

/** What looks wrong about a pasted secret for its kind, in words; it may be saved all the same. */
export const judgePasted = (kind: SecretKind, value: string): { message: string; better?: SecretKind } | undefined => {
  const text = value.trim();
  if (/^https?:\/\//i.test(text)) return { message: 'This is a web address, not a secret.' };
  if (/^bearer\s/i.test(text))
    return { message: 'Leave out the word "Bearer" at the beginning; it is added by itself.' };
  const found = known.find(({ pattern }) => pattern.test(text));
  const isMixedUp = found && (kind === 'secret') !== (found.kind === 'secret');
  if (found && (isMixedUp || text.startsWith('pk_')))
    return { message: `This looks like ${found.what}. ${found.instead}`, better: found.kind };
  return /\s/.test(text) && kind !== 'basic' ? { message: 'There is a space or a line break inside it.' } : undefined;
};

/** Hosts as a person lists them: with commas or spaces, also pasted as whole addresses. */
export const readHosts = (text: string): { hosts: string[]; problem?: string } => {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  const hosts = words.map((word) =>
    word
      .replace(/^https?:\/\//i, '')
      .replace(/[/?#].*$/, '')
      .toLowerCase(),
  );
  const odd = hosts.find((host) => !/^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$/.test(host));
  return odd === undefined
    ? { hosts: [...new Set(hosts)] }
    : { hosts: [], problem: `"${odd}" is not a host, such as api.example.com.` };
};
