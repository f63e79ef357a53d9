import type { ArgumentOf, Handlers } from '../contract/methods.ts';
import type { SignatureTrial } from '../contract/shapes.ts';
import { personFault, worldFault } from '../model/fault.ts';
import type { Flow } from '../model/flow.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';
import { type Verify, verifySchema } from '../nodes/webhook/verify/verify.ts';
import { trySecret } from './hook-checks.ts';
import { findFlow, type Kernel } from './kernel.ts';
import { practiceHeader, practiceOf, type SentDelivery, writeDelivery } from './practice-delivery.ts';
import { signDelivery } from './sign-delivery.ts';

/** The params of a webhook as its flow is saved now. Throws `hook.not-found`. */
const hookParams = (kernel: Kernel, flow: string, node: string): JsonRecord => {
  const document = JSON.parse(findFlow(kernel.config, flow).draft) as Flow;
  const found = document.nodes.find(({ id, type }) => id === node && type === 'webhook');
  if (found) return found.params as JsonRecord;
  throw personFault('hook.not-found', 'This step is not a webhook, or it was deleted.', {
    fix: 'Open the flow again.',
  });
};

const pathOf = (params: JsonRecord): string => (typeof params.path === 'string' ? params.path : '');

/** The check as set up; a connection that is not chosen yet is stood in for, because only its form matters. */
const readVerify = (given: JsonValue | undefined): Verify | null => {
  const whole = isRecord(given) && given.kind !== 'none' ? { credential: 'not chosen', ...given } : given;
  const read = verifySchema.safeParse(whole ?? { kind: 'none' });
  return read.success ? read.data : null;
};

const tryIt = (
  kernel: Kernel,
  { flow, node, verify: given, secret }: ArgumentOf<'hooks.trySignature'>,
): SignatureTrial => {
  const path = pathOf(hookParams(kernel, flow, node));
  const verify = readVerify(given as JsonValue);
  if (!verify)
    return { outcome: 'not-set-up', message: 'The check is not set up completely.', fix: 'Fill in the empty fields.' };
  const known = kernel.vault.secrets();
  const used = secret ?? (verify.kind === 'none' ? '' : known.get(verify.credential));
  if (used === undefined || (used.trim() === '' && verify.kind !== 'none'))
    return {
      outcome: 'not-set-up',
      message: 'There is no secret yet, so nothing is accepted.',
      fix: 'Paste the secret from the service.',
    };
  const real = kernel.recentDeliveries.of(path).filter(({ headers }) => headers[practiceHeader] === undefined);
  return trySecret(verify, used, real, known);
};

const post = async (url: string, { raw, headers }: SentDelivery): Promise<number> => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body: Buffer.from(raw),
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch (cause) {
    throw worldFault('hook.no-answer', 'The practice delivery could not be sent to this computer.', {
      fix: 'Check that WhenThen is running with its webhook port open.',
      cause,
    });
  }
};

export const hookHandlers = (kernel: Kernel): Pick<Handlers, 'hooks.practice' | 'hooks.trySignature'> => ({
  'hooks.trySignature': (input) => tryIt(kernel, input),
  'hooks.practice': async ({ flow, node, sample, payload }) => {
    const params = hookParams(kernel, flow, node);
    const path = pathOf(params);
    const address = kernel.hooksUrl();
    if (address === null || path === '')
      throw worldFault('hook.closed', 'Nothing can arrive: the webhook port is closed.', {
        fix: 'Start WhenThen again.',
      });
    // What is listened with may be an older version than what is drawn; the delivery has to get past that one.
    const live = kernel.liveFlows.hook(path)?.trigger.params as { verify?: Verify } | undefined;
    const verify = live?.verify ?? readVerify(params.verify as JsonValue | undefined);
    const sent = sample ? practiceOf(sample) : writeDelivery((payload ?? {}) as JsonValue);
    const secret = verify && verify.kind !== 'none' ? kernel.vault.secrets().get(verify.credential) : '';
    const signature =
      verify && secret !== undefined ? signDelivery(verify, secret, sent.raw, kernel.clock.now()) : null;
    const status = await post(`${address}/hooks/${path}`, {
      ...sent,
      headers: { ...sent.headers, ...signature, [practiceHeader]: '1' },
    });
    return { status, signed: signature !== null };
  },
});
