import { z } from 'zod';
import { personFault } from './fault.ts';

const address = z.string().trim().max(2000);

/**
 * The value of a credential of the kind `chat`, stored as JSON. The address of an incoming webhook is the secret: whoever
 * knows it may post. A Telegram bot has a token, and `chat` is where it posts.
 */
export const chatSettingsSchema = z.discriminatedUnion('service', [
  z.strictObject({ service: z.enum(['slack', 'discord', 'teams', 'mattermost']), url: address }),
  z.strictObject({
    service: z.literal('telegram'),
    token: z
      .string()
      .trim()
      .regex(/^\d{3,20}:[A-Za-z0-9_-]{20,200}$/),
    chat: z
      .string()
      .trim()
      .regex(/^(-?\d{1,20}|@[A-Za-z0-9_]{4,64})$/),
    /** Another address than the service's own, of a Bot API server of one's own. */
    server: address.default('https://api.telegram.org'),
  }),
]);
export type ChatSettings = z.infer<typeof chatSettingsSchema>;
export type ChatService = ChatSettings['service'];

/** What people call a service, and the hosts its addresses are at; null = any, because people run it themselves. */
export const chatServices: Record<ChatService, { name: string; hosts: readonly string[] | null }> = {
  slack: { name: 'Slack', hosts: ['hooks.slack.com', 'hooks.slack-gov.com'] },
  discord: { name: 'Discord', hosts: ['discord.com', '*.discord.com', 'discordapp.com'] },
  teams: {
    name: 'Microsoft Teams',
    hosts: [
      '*.webhook.office.com',
      '*.logic.azure.com',
      '*.logic.azure.us',
      '*.api.powerplatform.com',
      '*.api.powerplatform.us',
    ],
  },
  mattermost: { name: 'Mattermost', hosts: null },
  telegram: { name: 'Telegram', hosts: ['api.telegram.org'] },
};

const fixes: Record<ChatService, string> = {
  slack: 'Copy the webhook URL again. It begins with https://hooks.slack.com/services/.',
  discord: 'Copy the webhook URL again. It begins with https://discord.com/api/webhooks/.',
  teams: 'Copy the URL of the workflow again, whole, with everything after the question mark.',
  mattermost: 'Copy the address of the incoming webhook again. It looks like https://chat.example.com/hooks/….',
  telegram:
    'The token looks like 123456:ABC-DEF…, the chat is a number such as -1001234567890 or a name such as @shop.',
};

const bad = (message: string, fix: string) => personFault('credential.bad-value', message, { fix });

const isAt = (host: string, allowed: string): boolean =>
  allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;

/** The address a chat connection posts to, as it was entered. */
export const addressOfChat = (settings: ChatSettings): string =>
  settings.service === 'telegram' ? settings.server : settings.url;

/** Whether a connection leads to the service itself, and not to a server of the person's own. */
export const isServiceHost = (settings: ChatSettings): boolean => {
  const { hostname } = new URL(addressOfChat(settings));
  return (chatServices[settings.service].hosts ?? []).some((allowed) => isAt(hostname, allowed));
};

const checkAddress = (settings: ChatSettings, isLocal: (host: string) => boolean): void => {
  const { name, hosts } = chatServices[settings.service];
  const fix = fixes[settings.service];
  const text = addressOfChat(settings);
  if (!URL.canParse(text) || /\s/.test(text)) throw bad(`This is not a web address of ${name}.`, fix);
  const { protocol, hostname, username, password, pathname } = new URL(text);
  if (username !== '' || password !== '') throw bad('The address holds a user name or a password.', fix);
  // On one's own computer or network, anything that speaks the language of the service may stand in for it.
  if (isLocal(hostname) && (protocol === 'http:' || protocol === 'https:')) return;
  if (protocol !== 'https:')
    throw bad(
      'The address must begin with https://, because it is a secret.',
      `${fix} Only a local address may do without.`,
    );
  if (hosts !== null && !isServiceHost(settings)) throw bad(`${hostname} is not an address of ${name}.`, fix);
  if (settings.service !== 'telegram' && pathname.length < 4) throw bad(`The address of ${name} is not whole.`, fix);
};

/**
 * The settings in the text of a `chat` credential. `isLocal` says whether a host is on this computer or the local network.
 * Throws `credential.bad-value`; no message holds a secret.
 */
export const readChatSettings = (value: string, isLocal: (host: string) => boolean): ChatSettings => {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    throw bad('A chat connection is written as JSON.', 'Give service and url, or service, token and chat.');
  }
  const parsed = chatSettingsSchema.safeParse(json);
  if (!parsed.success) {
    const named = z.looseObject({ service: z.enum(Object.keys(chatServices) as ChatService[]) }).safeParse(json);
    if (named.success)
      throw bad(
        `This connection to ${chatServices[named.data.service].name} is not complete.`,
        fixes[named.data.service],
      );
    throw bad('This chat connection is not complete.', `Name the service: ${Object.keys(chatServices).join(', ')}.`);
  }
  checkAddress(parsed.data, isLocal);
  return parsed.data;
};

/** The texts of a chat connection that must never be stored in the open: the address, and the parts of it that open it. */
export const secretsOfChat = (settings: ChatSettings): string[] => {
  if (settings.service === 'telegram') return [settings.token];
  const url = new URL(settings.url);
  // Short parts such as "hooks" or "services" are no secrets and stand in ordinary text.
  const parts = [...url.pathname.split('/'), ...url.searchParams.values()].filter((part) => part.length >= 16);
  return [settings.url, url.href, `${url.pathname}${url.search}`, ...parts];
};

/** A message that was checked; exactly this is sent. */
export interface ChatMessage {
  /** Name of the credential; empty = the Practice outbox. */
  connection: string;
  /** Null when it stays in the Practice outbox. */
  service: ChatService | null;
  /** The chat of a Telegram bot; of a webhook the service knows where it posts. */
  to: string;
  /** What people read. */
  text: string;
  /** What is sent, byte for byte; empty in practice. It holds no secret. */
  body: string;
}

/** What a service answered to a message it took. */
export interface ChatReceipt {
  /** Null where the service gives none. */
  messageId: string | null;
}
