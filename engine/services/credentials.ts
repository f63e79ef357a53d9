import { compileFlow } from '../compile/compile.ts';
import type { Handlers } from '../contract/methods.ts';
import type { CredentialCheck, CredentialShape } from '../contract/shapes.ts';
import type { CredentialInfo, OpenCredential } from '../model/credential.ts';
import { personFault } from '../model/fault.ts';
import { credentialOf } from '../model/public-address/settings.ts';
import { checkAi } from './check-ai.ts';
import { checkChat, sendTestMessage } from './check-chat.ts';
import { judgeSigningSecret, tryAddress } from './check-credential.ts';
import { checkOauth } from './check-oauth.ts';
import { checkSmtp } from './check-smtp.ts';
import { credentialsOf } from './describe-flow.ts';
import { connectionMended } from './held-runs.ts';
import type { Kernel } from './kernel.ts';

type CredentialHandlers = Pick<
  Handlers,
  'credentials.list' | 'credentials.set' | 'credentials.remove' | 'credentials.check' | 'credentials.sendTest'
>;

const iso = (ms: number): string => new Date(ms).toISOString();

const describe = (
  info: CredentialInfo,
  locked: readonly string[],
  usedBy: string[],
  isForPublicAddress: boolean,
): CredentialShape => ({
  name: info.name,
  kind: info.kind,
  hosts: info.hosts,
  updatedAt: iso(info.updatedAtMs),
  usedBy,
  isForPublicAddress,
  hint: info.hint,
  isLocked: locked.includes(info.name),
  check: info.check && {
    ok: info.check.ok,
    message: info.check.message,
    fix: info.check.fix,
    at: iso(info.check.atMs),
  },
});

/** Tries a secret in the way of its kind. */
const tryOut = (
  { ai, chat, clock, http, mail, outsideFor }: Kernel,
  credential: OpenCredential,
  address: string | undefined,
): CredentialCheck | Promise<CredentialCheck> => {
  switch (credential.kind) {
    case 'secret':
      return judgeSigningSecret(credential.value);
    case 'smtp':
      return checkSmtp(mail, credential);
    case 'chat':
      return checkChat(chat, credential, clock.now());
    case 'ai':
      return checkAi(ai, credential, clock.now());
    case 'oauth2':
      return checkOauth(http, outsideFor, credential, address);
    default:
      if (address !== undefined) return tryAddress((grants) => outsideFor(() => grants).http, credential.name, address);
      throw personFault('credential.test-address', 'To test this connection, an address of the service is needed.', {
        fix: 'Type one that shows your own account, such as https://api.example.com/me.',
      });
  }
};

/** Secrets go in and never come out: no method returns a value. */
export const credentialHandlers = (kernel: Kernel): CredentialHandlers => {
  const { config, vault } = kernel;
  const changed = (name: string): void => kernel.push({ name: 'credential.changed', data: { name } });
  /** What waits for the connection goes on in the background; what cannot be told now is tried again by itself. */
  const goOn = (name: string): void => void connectionMended(kernel, name).catch(() => {});
  return {
    'credentials.list': () => {
      const users = config.listFlows().map((flow) => {
        const { plan } = compileFlow(JSON.parse(flow.draft), kernel.types);
        return { name: flow.name, uses: new Set(plan ? credentialsOf(plan) : []) };
      });
      const locked = vault.locked();
      const usersOf = (name: string): string[] => users.filter(({ uses }) => uses.has(name)).map((user) => user.name);
      const settings = kernel.publicAddress.settings();
      const forAddress = settings && credentialOf(settings);
      return vault.list().map((info) => describe(info, locked, usersOf(info.name), info.name === forAddress));
    },
    'credentials.set': (credential) => {
      vault.put(credential);
      changed(credential.name);
      goOn(credential.name);
      return { name: credential.name };
    },
    'credentials.remove': ({ name }) => {
      if (!vault.remove(name))
        throw personFault('credential.missing', `There is no connection called "${name}".`, {
          fix: 'List them to see which there are.',
        });
      changed(name);
      return { name };
    },
    'credentials.check': async ({ name, address }) => {
      const check = await tryOut(kernel, vault.open(name), address);
      config.keepCheck(name, check);
      changed(name);
      if (check.ok) goOn(name);
      return check;
    },
    'credentials.sendTest': async ({ name }) => {
      const check = await sendTestMessage(kernel.chat, vault.open(name), kernel.clock.now());
      config.keepCheck(name, check);
      changed(name);
      if (check.ok) goOn(name);
      return check;
    },
  };
};
