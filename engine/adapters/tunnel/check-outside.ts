import { type Fault, personFault, worldFault } from '../../model/fault.ts';
import { certificateFault, connectFault } from './faults.ts';

/** One look at an address takes no longer. */
const patienceMs = 10_000;
const healthPath = '/.well-known/whenthen-health';
const healthAnswer = '{"ok":true}';
/** Where the interface of an app usually is; nothing of it may be reachable. */
const closedPaths = ['/', '/api', '/ws', '/wire', '/ticket'];

export interface OutsideCheck {
  address: string;
  /** A text nobody can guess, sent along with the request for the health answer. */
  nonce: string;
  /** Whether the public listener of this WhenThen was asked with that text. */
  wasAsked: () => boolean;
  signal: AbortSignal;
  /** For latency; never goes back. */
  monotonic: () => number;
}

/** Pages some services put before everything a browser asks for; these headers say that no person is looking. */
const headers = { 'bypass-tunnel-reminder': '1', 'ngrok-skip-browser-warning': '1', 'user-agent': 'WhenThen' };

const ask = async (url: string, signal: AbortSignal): Promise<{ status: number; text: string }> => {
  const { hostname, port, protocol } = new URL(url);
  try {
    const answer = await fetch(url, {
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (thrown) {
    throw (
      certificateFault(hostname, thrown) ?? connectFault(hostname, port || (protocol === 'https:' ? 443 : 80), thrown)
    );
  }
};

const notUs = (host: string, status: number): Fault =>
  status >= 500
    ? worldFault('tunnel.not-through', `${host} answers, but cannot reach this computer (${status}).`, {
        fix: 'Check where that address leads to: it has to be the port that is shown here.',
      })
    : worldFault('tunnel.somebody-else', `Something else than this WhenThen answers at ${host}.`, {
        fix: 'Check where that address leads to: it has to be the port that is shown here.',
      });

/**
 * Looks at the public address the way a service does: through it, from outside. Resolves with how long an answer takes when it
 * leads to this computer; throws a fault that says at which hop it ends.
 */
export const checkReaches = async ({ address, nonce, wasAsked, signal, monotonic }: OutsideCheck): Promise<number> => {
  const { host } = new URL(address);
  const begunMs = monotonic();
  const health = await ask(`${address}${healthPath}?${nonce}`, signal);
  const latencyMs = Math.round(monotonic() - begunMs);
  if (health.status !== 200 || health.text !== healthAnswer || !wasAsked()) throw notUs(host, health.status);
  return latencyMs;
};

/** Throws when anything but webhooks answers at the public address. */
export const checkNothingElse = async ({
  address,
  signal,
}: Pick<OutsideCheck, 'address' | 'signal'>): Promise<void> => {
  for (const path of closedPaths) {
    const { status, text } = await ask(address + path, signal);
    if (status === 404 && text === '') continue;
    const { host } = new URL(address);
    throw personFault('tunnel.too-much', `More than webhooks can be reached at ${host}: ${path} answers ${status}.`, {
      fix: 'Let that address lead to the port that is shown here and to nothing else. Until then it stays off.',
    });
  }
};
