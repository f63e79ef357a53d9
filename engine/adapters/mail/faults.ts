import { Fault, type FaultDetails, personFault, worldFault } from '../../model/fault.ts';

/** What is known about a mail when sending it failed. */
export interface Situation {
  host: string;
  port: number;
  secure: 'tls' | 'starttls' | 'none';
  /** Whether the message itself had begun to leave: the server may have taken it. */
  left: boolean;
  gaveUp: 'timeout' | 'cancelled' | null;
  timeoutMs: number;
  /** Removes secrets from what the server said, before it is shortened beyond recognition. */
  redact: (text: string) => string;
}

/** The parts of the library's errors that say what happened. */
interface SmtpError {
  code: string;
  originalCode: string;
  command: string;
  responseCode: number;
  response: string;
}

const read = (thrown: unknown, redact: Situation['redact']): SmtpError => {
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Record<string, unknown>;
  const text = (name: string): string => (typeof error[name] === 'string' ? error[name] : '');
  return {
    code: text('code'),
    originalCode: text('originalCode'),
    command: text('command'),
    responseCode: typeof error.responseCode === 'number' ? error.responseCode : 0,
    response: redact(text('response')),
  };
};

/** Whether the server ended the connection instead of judging the mail; 421 is its goodbye (RFC 5321 section 3.8). */
export const isHangUp = (thrown: unknown): boolean => {
  const { responseCode } = read(thrown, (text) => text);
  return responseCode === 0 || responseCode === 421;
};

/** What the server said, short enough for a sentence. */
const quote = (response: string): string => {
  const line = response.replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
};

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`);

/** How long to wait when a server says "later": grey lists open after a minute or a few (RFC 6647 section 5). */
const laterMs = 120_000;

const certificateCodes =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT|INVALID_CA|HOSTNAME_MISMATCH|INVALID_PURPOSE)/;
const tlsCodes = /^(ERR_SSL_|ERR_TLS_|EPROTO)/;

const ofGivingUp = ({ gaveUp, host, left, timeoutMs }: Situation, details: FaultDetails): Fault =>
  gaveUp === 'cancelled'
    ? worldFault('mail.cancelled', `Sending through ${host} was called off.`, { ...details, retryable: false })
    : worldFault(
        'mail.timeout',
        left
          ? `${host} did not confirm the e-mail within ${seconds(timeoutMs)}.`
          : `${host} did not answer within ${seconds(timeoutMs)}; nothing was sent.`,
        { ...details, fix: 'Try again later, or give the step more time.' },
      );

const ofConnection = (error: SmtpError, situation: Situation, details: FaultDetails): Fault | null => {
  const { host, port, secure } = situation;
  const cause = error.originalCode || error.code;
  if (error.code === 'EDNS' || /^(ENOTFOUND|EAI_|ENODATA)/.test(cause))
    return worldFault('mail.dns', `The mail server ${host} could not be found on the network.`, {
      ...details,
      fix: 'Check the spelling in the connection, and whether this computer is online.',
    });
  if (certificateCodes.test(cause))
    return personFault('mail.certificate', `The certificate of ${host} is not one this computer trusts (${cause}).`, {
      ...details,
      fix: 'Check the name of the mail server in the connection: it must be the one the certificate is for.',
    });
  if (error.code === 'ETLS' || tlsCodes.test(cause))
    return personFault('mail.tls', `No protected connection to ${host} on port ${port} came about.`, {
      ...details,
      fix:
        secure === 'tls'
          ? 'Port 465 is usually for TLS from the start, port 587 for STARTTLS. Check both in the connection.'
          : 'This server offers no STARTTLS on this port. Check port and protection in the connection.',
    });
  if (error.code === 'ETIMEDOUT' || cause === 'ETIMEDOUT')
    return worldFault('mail.timeout', `${host} did not answer on port ${port}.`, {
      ...details,
      fix: 'Check server and port in the connection; some networks block this port.',
    });
  if (/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/.test(cause))
    return worldFault('mail.refused', `Nothing accepts connections at ${host}, port ${port} (${cause}).`, {
      ...details,
      fix: 'Check server and port in the connection.',
    });
  return null;
};

const ofAnswer = (error: SmtpError, { host }: Situation, details: FaultDetails): Fault | null => {
  const { responseCode, command, response } = error;
  if (responseCode === 530 && /tls/i.test(response))
    return personFault('mail.needs-tls', `${host} takes mail over a protected connection only.`, {
      ...details,
      fix: 'Choose STARTTLS (usually port 587) or TLS (usually port 465) in the connection.',
    });
  if (error.code === 'EAUTH' || command.startsWith('AUTH'))
    return responseCode >= 400 && responseCode < 500
      ? worldFault('mail.sign-in-later', `${host} cannot check the sign-in right now. It said: “${quote(response)}”.`, {
          ...details,
          retryAfterMs: laterMs,
        })
      : personFault('mail.sign-in', `${host} did not accept the user name and password.`, {
          ...details,
          fix: 'Enter them again under Connections. Gmail, iCloud and others want an app password here, not your usual one.',
        });
  if (responseCode === 552 || (error.code === 'EMESSAGE' && responseCode === 0) || /^\d{3}[ -]5\.3\.4/.test(response))
    return personFault('mail.too-large', `This e-mail is larger than ${host} takes.`, {
      ...details,
      fix: 'Attach less, or send a link to the file instead.',
    });
  if (responseCode >= 400 && responseCode < 500)
    return worldFault('mail.later', `${host} asked to try again later. It said: “${quote(response)}”.`, {
      ...details,
      retryAfterMs: laterMs,
    });
  if (responseCode === 530)
    return personFault('mail.sign-in', `${host} wants a user name and password.`, {
      ...details,
      fix: 'Enter them in the connection.',
    });
  if (responseCode >= 500)
    return personFault('mail.refused-message', `${host} refused the e-mail. It said: “${quote(response)}”.`, {
      ...details,
      fix: command.startsWith('RCPT') ? 'Check the addresses.' : 'Check sender, addresses and text.',
    });
  return null;
};

/**
 * The fault for anything that can go wrong while mail is sent, in plain words. When the message may have been taken, the
 * fault says so and is not tried again by itself: a second mail cannot be taken back.
 */
export const faultOf = (thrown: unknown, situation: Situation): Fault => {
  if (thrown instanceof Fault) return thrown;
  const error = read(thrown, situation.redact);
  const details: FaultDetails = {
    cause: thrown,
    ...(error.response !== '' && { data: { answer: quote(error.response) } }),
  };
  const answered = error.responseCode > 0;
  if (situation.gaveUp === null && (answered || !situation.left)) {
    const known =
      (error.code !== 'ETLS' && (answered || error.code === 'EAUTH' || error.code === 'EMESSAGE')
        ? ofAnswer(error, situation, details)
        : null) ?? ofConnection(error, situation, details);
    if (known) return known;
  }
  const fault =
    situation.gaveUp === null
      ? worldFault(
          'mail.connection-lost',
          situation.left
            ? `The connection to ${situation.host} broke before it confirmed the e-mail.`
            : `${situation.host} ended the connection; nothing was sent.`,
          details,
        )
      : ofGivingUp(situation, details);
  return situation.left
    ? new Fault(fault.who, fault.code, fault.message, {
        ...fault.toJSON(),
        cause: thrown,
        retryable: false,
        outcomeUnknown: true,
        fix: 'Look into the mailbox of the sender to see whether it was sent, then decide.',
      })
    : fault;
};
