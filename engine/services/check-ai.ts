import type { AiTransport } from '../adapters/ai/transport.ts';
import { createRedactor } from '../adapters/vault/redact.ts';
import type { Handlers } from '../contract/methods.ts';
import type { CredentialCheck } from '../contract/shapes.ts';
import { type AiAccess, checkAiAccess } from '../model/ai.ts';
import type { OpenCredential } from '../model/credential.ts';
import { toFault } from '../model/fault.ts';
import { isPrivateHost } from '../nodes/private-host.ts';
import type { Kernel } from './kernel.ts';
import { aiConnection } from './vault.ts';

/** A person who presses "Test" waits no longer than this. */
const timeoutMs = 15_000;

const modelsOf = (ai: AiTransport, access: AiAccess, nowMs: number): Promise<string[] | null> =>
  ai.models(access, isPrivateHost, {
    depth: 0,
    nowMs,
    timeoutMs,
    signal: new AbortController().signal,
    redact: createRedactor(access.key === '' ? [] : [{ name: 'key', value: access.key }]),
  });

/** Services on one's own computer leave the tag of the usual variant away. */
const has = (models: readonly string[], model: string): boolean =>
  models.includes(model) || models.includes(`${model}:latest`);

/** Asks a service which models it has, which costs nothing. Never throws for what the service does. */
export const checkAi = async (ai: AiTransport, credential: OpenCredential, nowMs: number): Promise<CredentialCheck> => {
  try {
    const settings = aiConnection(credential);
    const { host } = new URL(settings.address);
    const models = await modelsOf(ai, settings, nowMs);
    if (models === null)
      return {
        ok: true,
        message: `${host} answers, but does not say which models it has.`,
        fix: 'Whether the model and the key are right shows with the first question.',
      };
    if (has(models, settings.model))
      return { ok: true, message: `It works: ${host} has the model “${settings.model}”.`, fix: null };
    const some = models.slice(0, 5).join(', ');
    return {
      ok: false,
      message: `${host} does not have the model “${settings.model}”.`,
      fix:
        models.length === 0 ? 'Load a model there first.' : `It has ${some}${models.length > 5 ? ' and others' : ''}.`,
    };
  } catch (thrown) {
    const { message, fix = null } = toFault(thrown);
    return { ok: false, message, fix };
  }
};

/** The models of a service that is being connected. What is typed is used once and kept nowhere. */
export const aiHandlers = ({ ai, clock }: Kernel): Pick<Handlers, 'ai.models'> => ({
  'ai.models': async (access) => {
    checkAiAccess(access, isPrivateHost);
    return { models: await modelsOf(ai, access, clock.now()) };
  },
});
