import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFlow } from '../compile/compile.ts';
import type { Handlers } from '../contract/methods.ts';
import type { Starter } from '../contract/shapes.ts';
import { ourFault } from '../model/fault.ts';
import { credentialsOf, sentenceOf } from './describe-flow.ts';
import { requestedGrants } from './grants.ts';
import type { Kernel } from './kernel.ts';

const folder = fileURLToPath(new URL('../../resources/starters/', import.meta.url));
const ending = '.flow.json';

const readStarter = (kernel: Kernel, name: string): Starter => {
  const { flow, plan } = compileFlow(JSON.parse(readFileSync(join(folder, name), 'utf8')), kernel.types);
  if (!flow || !plan)
    throw ourFault('starter.unreadable', `The template "${name}" cannot be read.`, { fix: 'Install WhenThen again.' });
  return {
    id: name.slice(0, -ending.length),
    document: flow,
    inspection: kernel.inspect(flow),
    sentence: sentenceOf(plan),
    triggers: plan.triggers.map(({ definition }) => definition.type),
    needs: { grants: requestedGrants(plan, kernel.filesFolder).grants, credentials: credentialsOf(plan) },
    tests: flow.tests.length,
  };
};

/** Flows to start from. They are read when somebody first asks, and never change while the app runs. */
export const starterHandlers = (kernel: Kernel): Pick<Handlers, 'starters.list'> => {
  let known: Starter[] | undefined;
  return {
    'starters.list': () => {
      known ??= readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => readStarter(kernel, name));
      return known;
    },
  };
};
