import { z } from 'zod';
import type { ChatMessage, ChatService } from '../../model/chat.ts';
import { credentialNameSchema } from '../../model/credential.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Preview } from '../../model/preview.ts';
import { defineStep, outPort } from '../define.ts';
import { text } from '../params.ts';
import { showValue } from '../show-value.ts';

const params = z.strictObject({
  connection: z
    .union([z.literal(''), credentialNameSchema])
    .default('')
    .describe('Name of a chat connection; empty = the Practice outbox'),
  text: text().default(''),
});

const previewOf = (message: ChatMessage): Extract<Preview, { kind: 'chat' }> => ({
  kind: 'chat',
  ...message,
  practice: message.connection === '',
});

/** What the steps after it see. `messageId` is there only where the service gives one. */
const outputOf = ({ service }: ChatMessage, messageId?: string | null): JsonValue => ({
  sent: service !== null,
  service: service ?? 'practice',
  practice: service === null,
  ...(typeof messageId === 'string' && { messageId }),
});

/** What the id of a message looks like at the services that give one. */
const exampleIds: Partial<Record<ChatService, string>> = { discord: '1183096441092382720', telegram: '1043' };

/** Posts a message to a chat, or keeps it in the Practice outbox. */
export const node = defineStep({
  type: 'chat-message',
  version: 1,
  family: 'then',
  title: 'Send chat message',
  description: 'Posts a message to Slack, Discord, Teams, Mattermost or Telegram, or keeps it in the Practice outbox.',
  icon: 'messages-square',
  synonyms: [
    'chat',
    'slack',
    'discord',
    'teams',
    'microsoft teams',
    'mattermost',
    'telegram',
    'bot',
    'channel',
    'message',
    'post',
    'tell the team',
    'announce',
  ],
  params,
  form: [
    {
      name: 'connection',
      label: 'Send with',
      kind: 'credential',
      credentialKinds: ['chat'],
      help: 'Without a connection the message stays in the Practice outbox, where you can look at it.',
    },
    {
      name: 'text',
      label: 'Text',
      kind: 'long-text',
      templated: true,
      placeholder: 'New order of Ana: 64.90 EUR',
      help: 'Arrives exactly as it stands here. It never calls anybody by @name, and stars or underscores stay what they are.',
    },
  ],
  ports: () => [outPort],
  summary: ({ text: typed, connection }) => {
    const where = connection === '' ? '' : ` to ${connection}`;
    return typed === '' ? `Sends a chat message${where}` : `Sends ${showValue(typed)}${where || ' to a chat'}`;
  },
  sample: ({ connection }) =>
    connection === ''
      ? { sent: false, service: 'practice', practice: true }
      : { sent: true, service: 'slack', practice: false },
  check: ({ text: typed }) =>
    typeof typed === 'string' && typed.trim() === ''
      ? [{ param: 'text', message: 'The message has no text.', fix: 'Type what it says.' }]
      : [],
  // No chat service drops a second message with the same text.
  effect: ({ connection }) => (connection === '' ? 'repeatable' : 'not-repeatable'),
  practice: ({ connection }) => (connection === '' ? 'Chat messages' : null),
  credentials: ({ connection }) => (connection === '' ? [] : [connection]),
  run: async (draft, { chat, depth, now, timeoutMs, signal }) => {
    const message = chat.compose(draft);
    const did = previewOf(message);
    if (did.practice) return { output: outputOf(message), did, keep: did };
    const { messageId } = await chat.send(message, { depth, nowMs: now(), timeoutMs, signal });
    return { output: outputOf(message, messageId), did };
  },
  preview: (draft, { chat }) => {
    const message = chat.compose(draft);
    return { output: outputOf(message, exampleIds[message.service ?? 'slack']), did: previewOf(message) };
  },
  upgrades: [],
});
