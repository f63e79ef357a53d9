import type { CredentialCheck } from '../contract/shapes.ts';
import { personFault, toFault } from '../model/fault.ts';
import type { Grant } from '../model/grant.ts';
import type { HttpClient } from '../model/outside.ts';

/** A person who presses "Test" waits no longer than this. */
const patienceMs = 10_000;

/** What an answer says about the secret that was sent, by its status. */
export const judgeStatus = (status: number, host: string): CredentialCheck => {
  if (status < 400) return { ok: true, message: `It works: ${host} answered with ${status}.`, fix: null };
  if (status === 401 || status === 403)
    return {
      ok: false,
      message: `${host} didn't accept it: the answer was ${status}.`,
      fix:
        status === 401
          ? 'Copy it again from the service, whole and without spaces, and replace it here.'
          : 'It is known there but may not do this. Give it more rights at the service, or test with another address.',
    };
  if (status === 429)
    return { ok: false, message: `${host} asked us to slow down.`, fix: 'Wait a minute and test again.' };
  if (status >= 500)
    return {
      ok: false,
      message: `${host} has a problem of its own: the answer was ${status}.`,
      fix: 'Test again later.',
    };
  return {
    ok: false,
    message: `${host} answered with ${status}, which says nothing about this connection.`,
    fix: 'Test with an address of the service that shows your own account.',
  };
};

const parseAddress = (address: string): URL => {
  try {
    const url = new URL(address);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  } catch {
    // Said below.
  }
  throw personFault('credential.test-address', `"${address.slice(0, 80)}" is not a web address.`, {
    fix: 'Type a whole address, such as https://api.example.com/me.',
  });
};

/** The port is part of what a person agrees to when they type an address of their own network. */
export const grantFor = (url: URL): Grant => ({
  kind: 'private-address',
  target: `${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`,
});

/** Sends one GET with the secret to the address a person typed, and says in words how it went. */
export const tryAddress = async (
  clientFor: (grants: Grant[]) => HttpClient,
  name: string,
  address: string,
): Promise<CredentialCheck> => {
  const url = parseAddress(address.trim());
  try {
    const { status } = await clientFor([grantFor(url)]).send({
      method: 'GET',
      url: url.href,
      headers: [],
      credential: name,
      literalHost: url.hostname,
      depth: 0,
      timeoutMs: patienceMs,
      signal: AbortSignal.timeout(patienceMs),
    });
    return judgeStatus(status, url.host);
  } catch (thrown) {
    const { message, fix } = toFault(thrown);
    return { ok: false, message, fix: fix ?? null };
  }
};

/** Looks at the form of a secret that is never sent anywhere. */
export const judgeSigningSecret = (value: string): CredentialCheck => {
  const bad = (message: string, fix: string): CredentialCheck => ({ ok: false, message, fix });
  if (value !== value.trim())
    return bad('It begins or ends with a space or a line break.', 'Copy it again without the space and replace it.');
  if (/^(sk|rk|pk)_(live|test)_/.test(value))
    return bad('This is an API key of Stripe, not a signing secret.', 'Copy the text that begins with whsec_ instead.');
  if (/^whsec_/.test(value) && value.length < 20)
    return bad('This signing secret is too short to be whole.', 'Copy it again from the page of the webhook.');
  if (value.length < 8)
    return bad('This is so short that it could be guessed.', 'Choose a longer secret at the service.');
  return { ok: true, message: 'Its form is right. The next delivery shows whether it is the right one.', fix: null };
};
