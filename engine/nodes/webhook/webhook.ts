import { z } from 'zod';
import type { HookAnswer } from '../../model/outside.ts';
import { Template } from '../../model/template.ts';
import { defineTrigger, outPort, type ParamProblem } from '../define.ts';
import { text } from '../params.ts';
import { form } from './form.ts';
import { createDedupeKey, createJudge } from './judge.ts';
import { samplePayload } from './sample.ts';
import { answerSlackChallenge } from './verify/slack.ts';
import { checkVerify, createAuthenticate, presetOf, secretNames, verifySchema } from './verify/verify.ts';

const hourMs = 3_600_000;
/** Longer than the longest public retry schedule (Standard Webhooks, 75 h 35 min). */
const usualWindowHours = 7 * 24;

const pathSegment = /^[A-Za-z0-9._~-]+$/;

const params = z.strictObject({
  path: z
    .string()
    .max(200)
    .refine(
      (path) => path === '' || path.split('/').every((part) => pathSegment.test(part) && !/^\.+$/.test(part)),
      'An address may hold letters, digits, ".", "_", "~" and "-", in parts with "/" between',
    )
    .default('')
    .describe('Below /hooks/; when empty, a random one is filled in when the flow is saved'),
  methods: z
    .array(z.enum(['POST', 'GET', 'PUT', 'PATCH', 'DELETE']))
    .min(1)
    .default(['POST']),
  verify: verifySchema.default({ kind: 'none' }),
  respond: z.enum(['at-once', 'when-done']).default('at-once'),
  responseStatus: z.int().min(200).max(299).default(200),
  responseBody: z.json().optional().describe('Sent as it is; without it, the id of the delivery is sent'),
  allowEvents: z
    .strictObject({ value: text(), oneOf: z.array(z.string().min(1).max(200)).min(1).max(500) })
    .optional()
    .describe('Only deliveries whose value is one of these start a run'),
  ignoreRepeats: z
    .strictObject({
      by: text(),
      windowHours: z
        .number()
        .positive()
        .max(24 * 366)
        .default(usualWindowHours),
    })
    .optional(),
  maxBodyBytes: z
    .int()
    .min(1024)
    .max(25 * 1024 * 1024)
    .default(1024 * 1024),
});
type Params = z.output<typeof params>;

/** Statuses whose answers have no body (RFC 9110 sections 15.3.5 and 15.3.6). */
const bodiless = [204, 205];

const answerOf = ({ respond, responseStatus, responseBody }: Params): HookAnswer | null => {
  if (respond === 'when-done' || (responseStatus === 200 && responseBody === undefined)) return null;
  const empty = responseBody === undefined || bodiless.includes(responseStatus);
  const type = typeof responseBody === 'string' ? 'text/plain' : 'application/json';
  return {
    status: responseStatus,
    headers: empty ? [] : [{ name: 'content-type', value: `${type}; charset=utf-8` }],
    body: empty ? '' : responseBody,
  };
};

const services: Record<Params['verify']['kind'], string> = {
  none: 'anyone sends',
  stripe: 'Stripe sends',
  github: 'GitHub sends',
  shopify: 'Shopify sends',
  slack: 'Slack sends',
  'standard-webhooks': 'a service with Standard Webhooks sends',
  hmac: 'a service that signs sends',
  'header-secret': 'a service with the secret sends',
  basic: 'a service with the password sends',
};

const checkConstant = (param: string, value: string | Template | undefined, what: string): ParamProblem[] =>
  value === undefined || value instanceof Template
    ? []
    : [{ param, message: `This is the same for every delivery, so ${what}.`, fix: 'Pick a value from the delivery.' }];

/** Starts a run when something is sent to an address of this computer. */
export const node = defineTrigger({
  type: 'webhook',
  version: 1,
  title: 'Webhook',
  description: 'Starts when another service sends something to an address of this computer.',
  icon: 'webhook',
  synonyms: ['http', 'hook', 'callback', 'receive', 'stripe', 'github', 'shopify', 'slack', 'api', 'endpoint', 'url'],
  params,
  form,
  ports: () => [outPort],
  summary: ({ path, verify }) =>
    `Starts with what ${services[verify.kind]} to ${path === '' ? 'a new address' : `/hooks/${path}`}`,
  sample: ({ path }) => samplePayload(path),
  check: ({ verify, allowEvents, ignoreRepeats }) => [
    ...checkVerify(verify),
    ...checkConstant('allowEvents.value', allowEvents?.value, 'either all or none would start the flow'),
    ...checkConstant('ignoreRepeats.by', ignoreRepeats?.by, 'every delivery would count as a repeat'),
  ],
  credentials: ({ verify }) => secretNames(verify),
  listen: (given) => {
    const { path, methods, maxBodyBytes, verify, respond, allowEvents, ignoreRepeats } = given;
    return {
      kind: 'webhook',
      path,
      methods,
      maxBodyBytes,
      credentials: secretNames(verify),
      authenticate: createAuthenticate(verify),
      judge: createJudge(allowEvents),
      dedupeKey: createDedupeKey(presetOf(verify), ignoreRepeats?.by),
      dedupeWindowMs: (ignoreRepeats?.windowHours ?? usualWindowHours) * hourMs,
      respond,
      answer: answerOf(given),
      challenge: verify.kind === 'slack' ? answerSlackChallenge : () => null,
    };
  },
  upgrades: [],
});
