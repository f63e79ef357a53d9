import type { MailTransport } from '../adapters/mail/transport.ts';
import { createRedactor } from '../adapters/vault/redact.ts';
import type { CredentialCheck } from '../contract/shapes.ts';
import type { OpenCredential } from '../model/credential.ts';
import { toFault } from '../model/fault.ts';
import { readSmtpSettings } from '../model/mail.ts';
import { secretsOf } from './vault.ts';

/** A person who presses "Test" waits no longer than this. */
const timeoutMs = 15_000;

/** Connects to the mail server of a credential and signs in; nothing is sent. Never throws for what the server does. */
export const checkSmtp = async (
  mail: MailTransport,
  credential: OpenCredential,
  signal: AbortSignal = new AbortController().signal,
): Promise<CredentialCheck> => {
  try {
    const settings = readSmtpSettings(credential.value);
    await mail.check(settings, { timeoutMs, signal, redact: createRedactor(secretsOf(credential)) });
    const what = settings.user === '' ? 'answered and asks for no sign-in' : 'accepted the sign-in';
    return { ok: true, message: `It works: ${settings.host} ${what}.`, fix: null };
  } catch (thrown) {
    const { message, fix = null } = toFault(thrown);
    return { ok: false, message, fix };
  }
};
