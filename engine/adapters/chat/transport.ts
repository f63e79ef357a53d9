import { addressOfChat, type ChatSettings, chatServices, isServiceHost } from '../../model/chat.ts';
import { Fault, type FaultData, personFault, toFault } from '../../model/fault.ts';
import { isRecord } from '../../model/json.ts';
import type { Chat, HttpResponse } from '../../model/outside.ts';
import type { HttpPolicy, HttpTransport } from '../http/client.ts';
import { hostAndPort } from '../http/parse-target.ts';
import { readFacts, readReceipt } from './read-answer.ts';
import { writeBody } from './write-body.ts';

interface Call {
  /** Removes secrets from a text of the service. */
  redact: (text: string) => string;
  depth: number;
  nowMs: number;
  timeoutMs: number;
  signal: AbortSignal;
}

/** What one flow may post with. */
export interface ChatPolicy {
  openConnection(name: string): ChatSettings;
  redact: Call['redact'];
}

/** What asking a service about a connection came to: null where only a message can show it. */
export type ChatFacts = { bot: string; chat: string } | { webhook: string } | null;

export interface ChatTransport {
  /** Chat as one flow may use it. */
  forFlow(policy: ChatPolicy): Chat;
  /** Asks the service about a connection where that changes nothing, and otherwise whether it answers at all. */
  check(settings: ChatSettings, call: Call): Promise<ChatFacts>;
}

/** A method of the Bot API. A token is digits, letters, ":", "-" and "_", so it needs no escaping. */
const botMethod = ({ server, token }: Extract<ChatSettings, { service: 'telegram' }>, method: string): string =>
  `${server.replace(/\/+$/, '')}/bot${token}/${method}`;

const postAddress = (settings: ChatSettings): string => {
  if (settings.service === 'telegram') return botMethod(settings, 'sendMessage');
  const url = new URL(settings.url);
  // Only then Discord answers with the message, and with its mistakes.
  if (settings.service === 'discord') url.searchParams.set('wait', 'true');
  return url.href;
};

/** A server of the person's own may be on their network, because they entered it; the name of a service may not lead there. */
const policyOf = (settings: ChatSettings): HttpPolicy => ({
  allowsPrivate: (target) => !isServiceHost(settings) && target === hostAndPort(new URL(addressOfChat(settings))),
  openCredential: (name) => {
    throw personFault('credential.wrong-kind', `The connection "${name}" cannot be used here.`);
  },
});

/**
 * Errors pass on without the secret, whatever the service or the network put into them. A message that may have been taken
 * is not sent again by itself: a second one cannot be taken back.
 */
const redacted = (thrown: unknown, redact: Call['redact']): Fault => {
  const fault = toFault(thrown);
  const { fix, ...data } = JSON.parse(redact(JSON.stringify(fault))) as FaultData;
  const better = fault.outcomeUnknown ? 'Look into the chat to see whether it arrived, then decide.' : fix;
  return new Fault(fault.who, fault.code, data.message, {
    ...data,
    ...(better !== undefined && { fix: better }),
    retryable: fault.retryable && fault.outcomeUnknown !== true,
  });
};

/** Posts to chats over HTTP. */
export const createChatTransport = (http: HttpTransport): ChatTransport => {
  const request = (
    settings: ChatSettings,
    { url: address, body }: { url: string; body?: string },
    { depth, timeoutMs, signal }: Call,
  ): Promise<HttpResponse> => {
    const url = new URL(address);
    return http.forFlow(policyOf(settings)).send({
      method: body === undefined ? 'GET' : 'POST',
      url: url.href,
      headers: [
        ...(body === undefined ? [] : [{ name: 'Content-Type', value: 'application/json; charset=utf-8' }]),
        { name: 'Accept', value: 'application/json, */*;q=0.5' },
        { name: 'User-Agent', value: 'WhenThen' },
      ],
      literalHost: url.hostname,
      followRedirects: false,
      depth,
      timeoutMs,
      signal,
      ...(body !== undefined && { body }),
    });
  };

  const ask = async (settings: ChatSettings, call: Call): Promise<ChatFacts> => {
    const facts = async (url: string) =>
      readFacts(settings.service, await request(settings, { url }, call), call.nowMs);
    const { service } = settings;
    if (service === 'telegram') {
      const { result: bot } = await facts(botMethod(settings, 'getMe'));
      const { result: chat } = await facts(
        `${botMethod(settings, 'getChat')}?chat_id=${encodeURIComponent(settings.chat)}`,
      );
      const nameOf = (value: unknown, ...keys: string[]): string =>
        keys.map((key) => (isRecord(value) ? value[key] : undefined)).find((name) => typeof name === 'string') ?? '';
      return { bot: nameOf(bot, 'username', 'first_name'), chat: nameOf(chat, 'title', 'username', 'first_name') };
    }
    if (service === 'discord') {
      const { name } = await facts(settings.url);
      return { webhook: typeof name === 'string' ? name : chatServices.discord.name };
    }
    // Any answer at all will do: the secret part of the address is left out, so nothing is posted.
    await request(settings, { url: new URL('/', addressOfChat(settings)).href }, call);
    return null;
  };

  return {
    forFlow: ({ openConnection, redact }) => ({
      compose: ({ connection, text }) => {
        const plain = text.toWellFormed();
        if (plain.trim() === '')
          throw personFault('chat.no-text', 'This message had no text to send.', {
            fix: 'Say what to do when the text is empty, or correct the data and replay it.',
          });
        if (connection === '') return { connection, service: null, to: '', text: plain, body: '' };
        const settings = openConnection(connection);
        const to = settings.service === 'telegram' ? settings.chat : '';
        return { connection, service: settings.service, to, text: plain, body: writeBody(plain, settings) };
      },
      send: async ({ connection, body }, call) => {
        const settings = openConnection(connection);
        try {
          const response = await request(settings, { url: postAddress(settings), body }, { ...call, redact });
          return readReceipt(settings.service, { ...response, text: redact(response.text) }, call.nowMs);
        } catch (thrown) {
          throw redacted(thrown, redact);
        }
      },
    }),
    check: async (settings, call) => {
      try {
        return await ask(settings, call);
      } catch (thrown) {
        throw redacted(thrown, call.redact);
      }
    },
  };
};
