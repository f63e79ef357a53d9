import { compileFlow } from '../compile/compile.ts';
import type { Handlers } from '../contract/methods.ts';
import { personFault } from '../model/fault.ts';
import { credentialsOf } from './describe-flow.ts';
import type { Kernel } from './kernel.ts';

/** Secrets go in and never come out: no method returns a value. */
export const credentialHandlers = (
  kernel: Kernel,
): Pick<Handlers, 'credentials.list' | 'credentials.set' | 'credentials.remove'> => ({
  'credentials.list': () => {
    const users = kernel.config.listFlows().map((flow) => {
      const { plan } = compileFlow(JSON.parse(flow.draft), kernel.types);
      return { name: flow.name, uses: new Set(plan ? credentialsOf(plan) : []) };
    });
    return kernel.vault.list().map(({ name, kind, hosts, updatedAtMs }) => ({
      name,
      kind,
      hosts,
      updatedAt: new Date(updatedAtMs).toISOString(),
      usedBy: users.filter(({ uses }) => uses.has(name)).map((user) => user.name),
    }));
  },
  'credentials.set': (credential) => {
    kernel.vault.put(credential);
    return { name: credential.name };
  },
  'credentials.remove': ({ name }) => {
    if (!kernel.vault.remove(name))
      throw personFault('credential.missing', `There is no connection called "${name}".`, {
        fix: 'List them to see which there are.',
      });
    return { name };
  },
});
