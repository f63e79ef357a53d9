import type { HttpTransport } from '../adapters/http/client.ts';
import type { CredentialCheck } from '../contract/shapes.ts';
import type { OpenCredential } from '../model/credential.ts';
import { toFault } from '../model/fault.ts';
import { readOauthSettings } from '../model/oauth.ts';
import { isPrivateHost } from '../nodes/private-host.ts';
import { tryAddress } from './check-credential.ts';
import type { Kernel } from './kernel.ts';

const minutes = (ms: number): string => {
  const count = Math.max(1, Math.round(ms / 60_000));
  return count === 1 ? 'a minute' : `${count} minutes`;
};

/** Signs in anew, and tries the token at an address where there is one. Never throws for what the service does. */
export const checkOauth = async (
  http: HttpTransport,
  outsideFor: Kernel['outsideFor'],
  credential: OpenCredential,
  address: string | undefined,
): Promise<CredentialCheck> => {
  try {
    const { tokenUrl } = readOauthSettings(credential.value, isPrivateHost);
    const { expiresInMs } = await http.signIn(credential);
    if (address !== undefined)
      return await tryAddress((grants) => outsideFor(() => grants).http, credential.name, address);
    const { host } = new URL(tokenUrl);
    return { ok: true, message: `It works: ${host} gave a token that is good for ${minutes(expiresInMs)}.`, fix: null };
  } catch (thrown) {
    const { message, fix = null } = toFault(thrown);
    return { ok: false, message, fix };
  }
};
