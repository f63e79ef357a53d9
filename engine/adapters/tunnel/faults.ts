import { type Fault, personFault, worldFault } from '../../model/fault.ts';

/** What keeps a public address from working, in words, with what to do about it. */

export const offline = (cause?: unknown): Fault =>
  worldFault('tunnel.offline', 'This computer seems to have no internet connection.', {
    fix: 'Check the network or the Wi-Fi. It is tried again by itself.',
    cause,
  });

export const nameUnknown = (host: string, cause?: unknown): Fault =>
  worldFault('tunnel.name-unknown', `The name ${host} cannot be found.`, {
    fix: 'Check the spelling and the internet connection. A new name takes some minutes until it is known everywhere.',
    cause,
  });

export const refused = (host: string, port: number | string, cause?: unknown): Fault =>
  worldFault('tunnel.refused', `${host} is there, but nothing answers at its port ${port}.`, {
    fix: 'Check the port, and that the program that should listen there is running.',
    cause,
  });

export const silent = (host: string, cause?: unknown): Fault =>
  worldFault('tunnel.no-answer', `${host} does not answer.`, {
    fix: 'It may be switched off, or a firewall keeps this computer from reaching it. It is tried again by itself.',
    cause,
  });

export const programMissing = (program: string, fix: string): Fault =>
  personFault('tunnel.program-missing', `The program ${program} is not on this computer.`, { fix });

export const limitReached = (service: string, fix: string, retryAfterMs: number): Fault =>
  worldFault('tunnel.limit-reached', `${service} lets nobody in from here right now: a limit is reached.`, {
    fix,
    retryAfterMs,
  });

export const dropped = (who: string, cause?: unknown): Fault =>
  worldFault('tunnel.dropped', `The connection to ${who} dropped.`, {
    fix: 'It is set up again by itself. Senders such as Stripe try again later.',
    cause,
  });

const codeOf = (thrown: unknown): string => {
  const { code, cause } = thrown as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? '' : codeOf(cause);
};

/** A failure to connect, by what the operating system calls it. */
export const connectFault = (host: string, port: number | string, thrown: unknown): Fault => {
  switch (codeOf(thrown)) {
    case 'ENOTFOUND':
      return nameUnknown(host, thrown);
    // The name server itself is out of reach.
    case 'EAI_AGAIN':
    case 'ENETUNREACH':
    case 'ENETDOWN':
      return offline(thrown);
    case 'ECONNREFUSED':
      return refused(host, port, thrown);
    default:
      return silent(host, thrown);
  }
};

/** The host of a port that is there for certificates; a fault when the certificate is not to be trusted. */
export const certificateFault = (host: string, thrown: unknown): Fault | null =>
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/.test(codeOf(thrown))
    ? personFault('tunnel.certificate', `The certificate of ${host} is not one that services trust.`, {
        fix: 'Set up a valid certificate for this name; Stripe and others refuse anything else.',
        cause: thrown,
      })
    : null;
