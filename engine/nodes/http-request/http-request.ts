import { z } from 'zod';
import { credentialNameSchema } from '../../model/credential.ts';
import { toFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import type { EffectClass } from '../../model/run.ts';
import { defineStep, outPort, type ParamProblem, type StepContext } from '../define.ts';
import { fileGrants } from '../grant-target.ts';
import { nameValues, text, tree } from '../params.ts';
import { grantTarget, isPrivateHost } from '../private-host.ts';
import { showValue } from '../show-value.ts';
import { checkAddress, planAddress, readPlan } from './address.ts';
import { type BuiltRequest, buildRequest, type FilledParams, previewOf } from './build-request.ts';
import { checkHeaders } from './check-headers.ts';
import { form } from './form.ts';
import { checkPages, collectPages, firstPage, type Pages, pagesSchema } from './pages.ts';
import { readAnswer } from './read-answer.ts';
import { readUpload } from './upload.ts';

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
      z.strictObject({
        kind: z.literal('multipart'),
        fields: nameValues.default([]),
        files: z
          .array(z.strictObject({ name: z.string().min(1).default('file'), file: text().default('') }))
          .default([]),
      }),
      z.strictObject({ kind: z.literal('file'), file: text().default('') }),
    ])
    .default({ kind: 'none' }),
  credential: credentialNameSchema.optional(),
  pages: pagesSchema,
  saveTo: text().default('').describe('A file for the body of the answer, in place of the output; empty = none'),
  onlyReads: z
    .boolean()
    .optional()
    .describe('Whether the request changes nothing on the other side; by default GET, HEAD and OPTIONS do not'),
  honoursIdempotencyKey: z
    .boolean()
    .default(false)
    .describe('Whether the service acts once only on requests with the same Idempotency-Key'),
});

type Whole = z.output<typeof params>;
type Body = Whole['body'];

/** The files a body is made of, each with the place of its path in the params. */
const filesOf = (body: Body) => {
  if (body.kind === 'file') return [{ file: body.file, param: 'body.file' }];
  return body.kind === 'multipart' ? body.files.map(({ file }, at) => ({ file, param: `body.files.${at}.file` })) : [];
};

const checkFiles = (body: Body): ParamProblem[] =>
  filesOf(body).flatMap(({ file, param }) =>
    file === ''
      ? [{ param, message: 'There is no file to send yet.', fix: 'Choose a file, or the field with its path.' }]
      : [],
  );

const build = (filled: FilledParams, { prepared, readFile }: StepContext, isDry: boolean): Promise<BuiltRequest> =>
  buildRequest(filled, readPlan(prepared), (path) => readUpload(path, readFile, isDry));

/** Where an answer is saved; in a dry run a place that is not allowed yet is shown as it was typed. */
const placeOf = async (path: string, { files }: StepContext, isDry: boolean): Promise<string | null> => {
  if (path === '') return null;
  try {
    return await files.resolve(path);
  } catch (thrown) {
    if (isDry && toFault(thrown).code === 'grant.missing') return path;
    throw thrown;
  }
};

type Params = Pick<z.output<typeof params>, 'method' | 'onlyReads' | 'honoursIdempotencyKey'>;

/** What the request itself does on the other side. */

const requestEffect = ({ method, onlyReads, honoursIdempotencyKey }: Params): EffectClass => {
  if (onlyReads ?? ['GET', 'HEAD', 'OPTIONS'].includes(method)) return 'reads';
  if (method === 'PUT' || method === 'DELETE') return 'repeatable';
  return honoursIdempotencyKey ? 'keyed' : 'not-repeatable';
};

/** Saving a file is an effect, too; a second time it takes the place of the first. */
const effectOf = ({ saveTo, ...params }: Params & Pick<Whole, 'saveTo'>): EffectClass => {
  const effect = requestEffect(params);
  return effect === 'reads' && saveTo !== '' ? 'repeatable' : effect;
};

const sample = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: { id: 'ord_1043', status: 'accepted', total: 64.9 },
};

const sampleFile = { path: '/home/ana/invoices/1043.pdf', bytes: 48_213 };

const sampleOf = ({ pages: { kind }, saveTo }: { pages: Pages; saveTo: unknown }): JsonValue => {
  if (saveTo !== '') return { status: 200, headers: { 'content-type': 'application/pdf' }, file: sampleFile };
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
  sample: (typed) => sampleOf(typed),
  check: ({ url, headers, credential, pages, method, body, saveTo }) => [
    ...checkAddress(url),
    ...checkHeaders(headers, credential),
    ...checkPages(pages, method),
    ...checkFiles(body),
    ...(saveTo !== '' && pages.kind !== 'none'
      ? [
          {
            param: 'saveTo',
            message: 'Several pages cannot be saved as one file.',
            fix: 'Leave out the file or the pages.',
          },
        ]
      : []),
  ],
  effect: effectOf,
  grants: ({ url, body, saveTo }) => {
    const plan = planAddress(url);
    const isPrivate = plan !== null && isPrivateHost(new URL(plan.origin).hostname);
    return [
      ...(isPrivate ? [{ kind: 'private-address' as const, target: grantTarget(plan.origin) }] : []),
      ...filesOf(body).flatMap(({ file }) => fileGrants(file, 'read-file')),
      ...fileGrants(saveTo),
    ];
  },
  credentials: ({ credential }) => (credential === undefined ? [] : [credential]),
  prepare: ({ url }) => {
    const plan = planAddress(url);
    return plan && { ...plan };
  },
  run: async (filled, context) => {
    const plan = readPlan(context.prepared);
    const first = firstPage(filled.pages, await build(filled as FilledParams, context, false));
    const mayHaveActed = requestEffect(filled) !== 'reads';
    const did = previewOf(first, filled.credential, await placeOf(filled.saveTo, context, false));
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
        ...(filled.saveTo !== '' && { saveTo: filled.saveTo }),
      });
      return {
        response,
        ...readAnswer(response, { mayHaveActed, nowMs: context.now(), credential: filled.credential }),
      };
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
    const { status, headers, body, response } = await ask(first);
    if (response.saved) return { output: { status, headers, file: { ...response.saved } }, did };
    return { output: { status, headers, body }, did };
  },
  preview: async (filled, context) => ({
    output: sampleOf(filled),
    did: previewOf(
      firstPage(filled.pages, await build(filled as FilledParams, context, true)),
      filled.credential,
      await placeOf(filled.saveTo, context, true),
    ),
  }),
  upgrades: [],
});
