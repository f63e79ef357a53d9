import { z } from 'zod';
import { credentialNameSchema } from '../../../model/credential.ts';
import type { Authentication, Delivery, ParamProblem } from '../../define.ts';
import { github } from './github.ts';
import { createHmacPreset } from './hmac.ts';
import type { Preset, Refusal } from './preset.ts';
import { basic, createHeaderSecretPreset } from './shared-secret.ts';
import { shopify } from './shopify.ts';
import { slack } from './slack.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { stripe } from './stripe.ts';

const headerName = z
  .string()
  .max(100)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'This is not the name of a header, such as X-Signature');

const secrets = {
  credential: credentialNameSchema,
  previousCredential: credentialNameSchema.optional().describe('Also accepted, while the secret is being changed'),
};

const withSecret = <Kind extends string>(kind: Kind) => z.strictObject({ kind: z.literal(kind), ...secrets });

/** How the sender of a webhook proves who it is. */
export const verifySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  withSecret('stripe'),
  withSecret('github'),
  withSecret('shopify'),
  withSecret('slack'),
  withSecret('standard-webhooks'),
  z.strictObject({
    kind: z.literal('hmac'),
    ...secrets,
    header: headerName,
    algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64']).default('hex'),
    prefix: z.string().max(100).default(''),
    signed: z.string().max(500).default('{body}').describe('May hold {body}, {timestamp} and {id}'),
    timestampHeader: headerName.optional(),
    idHeader: headerName.optional(),
    toleranceSeconds: z.int().min(1).max(86_400).default(300),
  }),
  z.strictObject({ kind: z.literal('header-secret'), ...secrets, header: headerName }),
  withSecret('basic'),
]);
export type Verify = z.output<typeof verifySchema>;

/** The preset for a setting; null when anyone may send. */
export const presetOf = (verify: Verify): Preset | null => {
  switch (verify.kind) {
    case 'none':
      return null;
    case 'stripe':
      return stripe;
    case 'github':
      return github;
    case 'shopify':
      return shopify;
    case 'slack':
      return slack;
    case 'standard-webhooks':
      return standardWebhooks;
    case 'hmac':
      return createHmacPreset(verify);
    case 'header-secret':
      return createHeaderSecretPreset(verify.header);
    case 'basic':
      return basic;
  }
};

/** Names of the secrets a setting needs, the present one first. */
export const secretNames = (verify: Verify): string[] =>
  verify.kind === 'none'
    ? []
    : [verify.credential, ...(verify.previousCredential === undefined ? [] : [verify.previousCredential])];

const closed = (refusal: Refusal): Authentication => ({ ok: false, status: 503, ...refusal });

/**
 * The check of every delivery. Fails closed: without a usable secret nothing is accepted, and the sender is asked to
 * come again (n8n's CVE-2026-86080 was the open form). While a secret is being changed, the previous one counts too.
 */
export const createAuthenticate = (
  verify: Verify,
): ((delivery: Delivery, secrets: ReadonlyMap<string, string>) => Authentication) => {
  const preset = presetOf(verify);
  if (preset === null || verify.kind === 'none') return () => ({ ok: true });
  const { credential, previousCredential } = verify;
  return (delivery, known) => {
    const secret = known.get(credential);
    if (secret === undefined || secret.trim() === '')
      return closed({
        reason: `The connection "${credential}" is ${secret === undefined ? 'missing or locked' : 'empty'}, so nothing can be checked.`,
        fix: 'Enter the secret under Connections.',
      });
    const problem = preset.secretProblem(secret);
    if (problem) return closed(problem);
    const refusal = preset.refuse(delivery, secret);
    if (refusal === null) return { ok: true };
    const previous = previousCredential === undefined ? undefined : known.get(previousCredential);
    const stillGood =
      previous !== undefined &&
      previous.trim() !== '' &&
      preset.secretProblem(previous) === null &&
      preset.refuse(delivery, previous) === null;
    return stillGood ? { ok: true } : { ok: false, status: 401, ...refusal };
  };
};

/** What a person may have set wrongly about a signature of their own making. */
export const checkVerify = (verify: Verify): ParamProblem[] => {
  if (verify.kind !== 'hmac') return [];
  const { signed, timestampHeader, idHeader } = verify;
  const problems: ParamProblem[] = [];
  const report = (param: string, message: string, fix: string) =>
    problems.push({ param: `verify.${param}`, message, fix });
  if (!signed.includes('{body}'))
    report('signed', 'The body is not part of the signed text, so anyone could change it.', 'Add {body} to it.');
  if (signed.includes('{timestamp}') && timestampHeader === undefined)
    report('timestampHeader', 'The signed text holds {timestamp}, but no header is named for it.', 'Name the header.');
  if (signed.includes('{id}') && idHeader === undefined)
    report('idHeader', 'The signed text holds {id}, but no header is named for it.', 'Name the header.');
  if (timestampHeader !== undefined && !signed.includes('{timestamp}'))
    report('signed', 'The time is not part of the signed text, so anyone could change it.', 'Add {timestamp} to it.');
  return problems;
};
