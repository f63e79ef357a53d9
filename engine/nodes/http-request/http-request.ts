import { z } from 'zod';
import { credentialNameSchema } from '../../model/credential.ts';
import type { JsonValue } from '../../model/json.ts';
import type { EffectClass } from '../../model/run.ts';
import { defineStep, outPort } from '../define.ts';
import { nameValues, text, tree } from '../params.ts';
import { grantTarget, isPrivateHost } from '../private-host.ts';
import { showValue } from '../show-value.ts';
import { checkAddress, planAddress, readPlan } from './address.ts';
import { type BuiltRequest, buildRequest, type FilledParams, previewOf } from './build-request.ts';
import { checkHeaders } from './check-headers.ts';
import { form } from './form.ts';
import { checkPages, collectPages, firstPage, type Pages, pagesSchema } from './pages.ts';
import { readAnswer } from './read-answer.ts';

const params = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']).default('GET'),
  url: text().default('').describe('The beginning, up to the first "/" of the path, must be typed'),
  query: nameValues.default([]),
  headers: nameValues.default([]),
  body: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('json'), value: tree.default({}) }),
      z.strictObject({ kind: z.literal('form'), fields: nameValues.default([]) }),
      z.strictObject({ kind: z.literal('text'), text: text().default('') }),
    ])
    .default({ kind: 'none' }),
  credential: credentialNameSchema.optional(),
  pages: pagesSchema,
  onlyReads: z
    .boolean()
    .optional()
    .describe('Whether the request changes nothing on the other side; by default GET, HEAD and OPTIONS do not'),
  honoursIdempotencyKey: z
    .boolean()
    .default(false)
    .describe('Whether the service acts once only on requests with the same Idempotency-Key'),
});

type Params = Pick<z.output<typeof params>, 'method' | 'onlyReads' | 'honoursIdempotencyKey'>;

const effectOf = ({ method, onlyReads, honoursIdempotencyKey }: Params): EffectClass => {
  if (onlyReads ?? ['GET', 'HEAD', 'OPTIONS'].includes(method)) return 'reads';
  if (method === 'PUT' || method === 'DELETE') return 'repeatable';
  return honoursIdempotencyKey ? 'keyed' : 'not-repeatable';
};

const sample = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { id: 'ord_1043', status: 'accepted', total: 64.9 },
};

const sampleOf = ({ kind }: Pages): JsonValue => {
  if (kind === 'none') return sample;
  const { body, ...head } = sample;
  return { ...head, items: [body], pages: 1, complete: true };
};

/** Calls a web address and hands on what it answers. */
export const node = defineStep({
  type: 'http-request',
  version: 1,
  family: 'then',
  title: 'Web request',
  description: 'Calls a web address, sends it data, and hands on what it answers.',
  icon: 'globe',
  synonyms: ['http', 'api', 'rest', 'request', 'fetch', 'url', 'get', 'post', 'curl', 'call', 'webhook', 'graphql'],
  params,
  form,
  ports: () => [outPort],
  summary: ({ method, url }) => (url === '' ? 'Calls a web address' : `Calls ${showValue(url)} with ${method}`),
  sample: ({ pages }) => sampleOf(pages),
  check: ({ url, headers, credential, pages, method }) => [
    ...checkAddress(url),
    ...checkHeaders(headers, credential),
    ...checkPages(pages, method),
  ],
  effect: effectOf,
  grants: ({ url }) => {
    const plan = planAddress(url);
    if (plan === null || !isPrivateHost(new URL(plan.origin).hostname)) return [];
    return [{ kind: 'private-address', target: grantTarget(plan.origin) }];
  },
  credentials: ({ credential }) => (credential === undefined ? [] : [credential]),
  prepare: ({ url }) => {
    const plan = planAddress(url);
    return plan && { ...plan };
  },
  run: async (filled, context) => {
    const plan = readPlan(context.prepared);
    const first = firstPage(filled.pages, buildRequest(filled as FilledParams, plan));
    const mayHaveActed = effectOf(filled) !== 'reads';
    const did = previewOf(first, filled.credential);
    const ask = async (request: BuiltRequest) => {
      const response = await context.http.send({
        method: request.method,
        url: request.url,
        headers: request.headers,
        literalHost: new URL(plan.origin).hostname,
        depth: context.depth,
        timeoutMs: context.timeoutMs,
        signal: context.signal,
        ...(request.body !== null && { body: request.body }),
        ...(filled.credential !== undefined && { credential: filled.credential }),
        ...(mayHaveActed && { idempotencyKey: context.idempotencyKey }),
      });
      return { response, ...readAnswer(response, { mayHaveActed, nowMs: context.now() }) };
    };
    if (filled.pages.kind !== 'none') {
      let head = {};
      const collected = await collectPages(filled.pages, first, plan.origin, async (request) => {
        const { response, status, headers, body } = await ask(request);
        head = { status, headers };
        return { response, body };
      });
      return { output: { ...head, ...collected }, did };
    }
    const { status, headers, body } = await ask(first);
    return { output: { status, headers, body }, did };
  },
  preview: (filled, context) => ({
    output: sampleOf(filled.pages),
    did: previewOf(
      firstPage(filled.pages, buildRequest(filled as FilledParams, readPlan(context.prepared))),
      filled.credential,
    ),
  }),
  upgrades: [],
});
