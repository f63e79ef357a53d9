import type { ChatFacts, ChatTransport } from '../adapters/chat/transport.ts';
import { createRedactor } from '../adapters/vault/redact.ts';
import type { CredentialCheck } from '../contract/shapes.ts';
import { addressOfChat, type ChatSettings, chatServices } from '../model/chat.ts';
import type { OpenCredential } from '../model/credential.ts';
import { toFault } from '../model/fault.ts';
import { chatConnection, secretsOf } from './vault.ts';

/** A person who presses "Test" waits no longer than this. */
const timeoutMs = 15_000;

const wordsFor = (settings: ChatSettings, facts: ChatFacts): CredentialCheck => {
  const { name } = chatServices[settings.service];
  if (facts === null)
    return {
      ok: true,
      message: `The address has the right form, and ${new URL(addressOfChat(settings)).host} answers. Only a message shows whether it may post.`,
      fix: 'Send a test message to be sure.',
    };
  return 'webhook' in facts
    ? { ok: true, message: `It works: ${name} knows this webhook as “${facts.webhook}”.`, fix: null }
    : { ok: true, message: `It works: the bot “${facts.bot}” can see the chat “${facts.chat}”.`, fix: null };
};

const callFor = (credential: OpenCredential, nowMs: number) => ({
  depth: 0,
  nowMs,
  timeoutMs,
  signal: new AbortController().signal,
  redact: createRedactor(secretsOf(credential)),
});

const attempt = async (work: () => Promise<CredentialCheck>): Promise<CredentialCheck> => {
  try {
    return await work();
  } catch (thrown) {
    const { message, fix = null } = toFault(thrown);
    return { ok: false, message, fix };
  }
};

/** Asks the service about a chat connection; nothing is posted. Never throws for what the service does. */
export const checkChat = (chat: ChatTransport, credential: OpenCredential, nowMs: number): Promise<CredentialCheck> =>
  attempt(async () => {
    const settings = chatConnection(credential);
    return wordsFor(settings, await chat.check(settings, callFor(credential, nowMs)));
  });

/** Posts one short message that says what it is. Never throws for what the service does. */
export const sendTestMessage = (
  chat: ChatTransport,
  credential: OpenCredential,
  nowMs: number,
): Promise<CredentialCheck> =>
  attempt(async () => {
    const settings = chatConnection(credential);
    const { redact, ...call } = callFor(credential, nowMs);
    const poster = chat.forFlow({ openConnection: () => settings, redact });
    const text = `A test message from WhenThen. The connection “${credential.name}” works.`;
    await poster.send(poster.compose({ connection: credential.name, text }), call);
    return { ok: true, message: `It works: ${chatServices[settings.service].name} took a test message.`, fix: null };
  });
