import type { MailTransport } from '../adapters/mail/transport.ts';
import { createRedactor } from '../adapters/vault/redact.ts';
import type { OpenCredential } from '../model/credential.ts';
import { type FaultData, toFault } from '../model/fault.ts';
import { readSmtpSettings } from '../model/mail.ts';
import { secretsOf } from './vault.ts';

/** What a check of a connection says. */
export interface SmtpCheck {
  ok: boolean;
  /** One sentence for the person. */
  message: string;
  /** What is wrong, when something is. */
  error: FaultData | null;
}

/** A person who presses "Check" waits no longer than this. */
const timeoutMs = 15_000;

/** Connects to the mail server of a credential and signs in; nothing is sent. Never throws for what the server does. */
export const checkSmtp = async (
  mail: MailTransport,
  credential: OpenCredential,
  signal: AbortSignal = new AbortController().signal,
): Promise<SmtpCheck> => {
  try {
    const settings = readSmtpSettings(credential.value);
    await mail.check(settings, { timeoutMs, signal, redact: createRedactor(secretsOf(credential)) });
    const who = settings.user === '' ? 'It asks for no sign-in' : 'It accepted the sign-in';
    return { ok: true, message: `${settings.host} answered. ${who}.`, error: null };
  } catch (thrown) {
    const error = toFault(thrown).toJSON();
    return { ok: false, message: error.message, error };
  }
};
