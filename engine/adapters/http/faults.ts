import { Fault, type FaultDetails, ourFault, personFault, worldFault } from '../../model/fault.ts';
import { AddressRefused } from './connector.ts';
import { hostAndPort } from './parse-target.ts';

/** The client gave up; used as the reason of the signal that stops an exchange. */
export type GaveUp = 'timeout' | 'cancelled';

/** What is known about a request when it failed. */
export interface Situation {
  url: URL;
  timeoutMs: number;
  /** Whether the request left this computer, so that the other side may be at work on it. */
  written: boolean;
  /** Whether the other side may have changed something because of it. */
  mayHaveActed: boolean;
  /** Whether this address was reached by following a redirect away from the host typed in the step. */
  redirected: boolean;
  gaveUp: GaveUp | null;
}

const refusedCodes = /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPIPE)$/;
const dnsCodes = /^(ENOTFOUND|ENODATA|EAI_|ESERVFAIL|EREFUSED|ETIMEOUT)/;
const tlsCodes = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|EPROTO)/;
const notHttpCodes = /^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)/;

const codeOf = (thrown: unknown): string => {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
};

const ofRefusal = ({ reason, address }: AddressRefused, { url, redirected }: Situation): Fault => {
  const data = { target: hostAndPort(url), address };
  if (reason === 'never')
    return personFault(
      'http.blocked-address',
      `${url.host} leads to ${address}, which is never called: it belongs to WhenThen itself or to the inner workings of a network.`,
      { fix: 'Use another address.', data },
    );
  if (redirected)
    return personFault(
      'http.redirect',
      `The request was sent on to ${url.host}, an address on this computer or the local network (${address}). This is not followed.`,
      { fix: `Type the address ${url.origin} in the step if you trust it.`, data },
    );
  return personFault(
    'http.private-address',
    `${url.host} is on this computer or the local network (${address}), and this flow may not call it yet.`,
    { fix: `Allow ${hostAndPort(url)} for this flow.`, data },
  );
};

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`);

const ofGivingUp = (gaveUp: GaveUp, situation: Situation, details: FaultDetails): Fault => {
  const { url, timeoutMs, written } = situation;
  if (gaveUp === 'cancelled')
    return worldFault('http.cancelled', `The request to ${url.host} was called off.`, { ...details, retryable: false });
  return worldFault(
    'http.timeout',
    written
      ? `${url.host} did not answer completely within ${seconds(timeoutMs)}.`
      : `No connection to ${url.host} came about within ${seconds(timeoutMs)}; nothing was sent.`,
    { ...details, fix: 'Try again later, or give the step more time.' },
  );
};

const explain = (thrown: unknown, situation: Situation): unknown => {
  const { url, written, gaveUp } = situation;
  const details: FaultDetails = { cause: thrown };
  if (gaveUp !== null) return ofGivingUp(gaveUp, situation, details);
  if (thrown instanceof AddressRefused) return ofRefusal(thrown, situation);
  if (thrown instanceof Fault) return thrown;
  const code = codeOf(thrown);
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return ofGivingUp('cancelled', situation, details);
  if (notHttpCodes.test(code) || (thrown instanceof Error && thrown.name === 'HTTPParserError'))
    return worldFault('http.bad-answer', `What ${url.host} answered is not proper HTTP.`, {
      ...details,
      retryable: false,
      fix: 'Check the port, and whether the address begins with the right one of http:// and https://.',
    });
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || (code === 'ETIMEDOUT' && !written))
    return worldFault(
      'http.timeout',
      `${url.host} cannot be reached: nothing answered on port ${hostAndPort(url).split(':').at(-1)}.`,
      {
        ...details,
        fix: 'Check the address, and whether the other computer is on.',
      },
    );
  if (
    written &&
    (code.startsWith('UND_ERR_SOCKET') || refusedCodes.test(code) || code === 'ETIMEDOUT' || tlsCodes.test(code))
  )
    return worldFault('http.connection-lost', `The connection to ${url.host} broke before the answer was complete.`, {
      ...details,
      fix: 'Try again; if it happens every time, ask who runs the service.',
    });
  if (dnsCodes.test(code))
    return worldFault('http.dns', `The name ${url.hostname} could not be found on the network.`, {
      ...details,
      fix: 'Check the spelling of the address and whether this computer is online.',
    });
  if (tlsCodes.test(code))
    return worldFault(
      'http.tls',
      `No secure connection to ${url.host}: its certificate or encryption was not accepted (${code}).`,
      {
        ...details,
        retryable: false,
        fix: 'Check the address. If the service is your own, give it a certificate this computer trusts.',
      },
    );
  if (refusedCodes.test(code) || code === 'UND_ERR_SOCKET')
    return worldFault('http.refused', `Nothing accepts connections at ${hostAndPort(url)} (${code}).`, {
      ...details,
      fix: 'Check the address and the port, and whether the service is running.',
    });
  return thrown instanceof Error && code !== ''
    ? ourFault('http.unexpected', `The request to ${url.host} failed in an unexpected way (${code}).`, details)
    : thrown;
};

/**
 * The fault for anything that can go wrong while a request is under way, in plain words. `outcomeUnknown` is set
 * when the other side may have acted. Errors that do not come from the network are passed on as they are.
 */
export const faultOf = (thrown: unknown, situation: Situation): unknown => {
  const fault = explain(thrown, situation);
  if (!situation.mayHaveActed || !(fault instanceof Fault)) return fault;
  return new Fault(fault.who, fault.code, fault.message, { ...fault.toJSON(), outcomeUnknown: true, cause: thrown });
};
