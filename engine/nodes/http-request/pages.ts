import { z } from 'zod';
import { personFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import type { HttpResponse } from '../../model/outside.ts';
import { readPath } from '../../model/read-path.ts';
import type { ParamProblem } from '../define.ts';
import type { BuiltRequest } from './build-request.ts';

const path = z.string().trim().max(200).default('');
const queryName = z.string().trim().max(100);
const common = {
  items: path.describe('Where the list stands in an answer, such as data.items; empty = the answer is the list'),
  maxPages: z.int().min(1).max(1000).default(10).describe('After so many pages it stops, with "complete" false'),
};

/** How a service hands out a long list, piece by piece. */
export const pagesSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('next-link'), ...common }),
    z.strictObject({ kind: z.literal('next-url'), path, ...common }),
    z.strictObject({
      kind: z.literal('page-number'),
      query: queryName.default('page'),
      start: z.int().min(0).max(1_000_000).default(1),
      ...common,
    }),
    z.strictObject({ kind: z.literal('cursor'), path, query: queryName.default(''), ...common }),
  ])
  .default({ kind: 'none' });

export type Pages = z.output<typeof pagesSchema>;
export type SomePages = Exclude<Pages, { kind: 'none' }>;

/** All pages together hold at most as much as one answer may. */
const maxTotalLength = 10 * 1024 * 1024;

/** What is missing to go from page to page. */
export const checkPages = (pages: Pages, method: string): ParamProblem[] => {
  if (pages.kind === 'none') return [];
  const problems: ParamProblem[] = [];
  if (method !== 'GET')
    problems.push({
      param: 'pages.kind',
      message: 'Only a GET request can go on to further pages.',
      fix: 'Choose GET as the method, or "One answer is all".',
    });
  if ((pages.kind === 'next-url' || pages.kind === 'cursor') && pages.path === '')
    problems.push({
      param: 'pages.path',
      message: 'It is not said where the answer tells how to go on.',
      fix: 'Type the path, such as meta.next, as the documentation of the service shows it.',
    });
  if ((pages.kind === 'page-number' || pages.kind === 'cursor') && pages.query === '')
    problems.push({
      param: 'pages.query',
      message: 'It is not said which query value asks for the next page.',
      fix: 'Type its name, such as page or cursor.',
    });
  return problems;
};

const withQuery = (address: string, name: string, value: string): string => {
  const url = new URL(address);
  url.searchParams.set(name, value.toWellFormed());
  return url.href;
};

/** The request for the first page. */
export const firstPage = (pages: Pages, request: BuiltRequest): BuiltRequest =>
  pages.kind === 'page-number'
    ? { ...request, url: withQuery(request.url, pages.query, String(pages.start)) }
    : request;

/** The target of `rel="next"` in a `Link` header (RFC 8288). */
const nextOfLink = (header: string): string | null => {
  for (const [, target = '', rest = ''] of header.matchAll(
    /<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s;,"]+))*)/g,
  )) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(rest) ?? [];
    if ((quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next')) return target;
  }
  return null;
};

/** The path as a person reads it, for a sentence. */
const named = (where: string): string => (where === '' ? 'the answer itself' : `"${where}"`);

const itemsOf = (body: JsonValue, { items }: SomePages): JsonValue[] => {
  const found = readPath(body, items);
  if (Array.isArray(found)) return found;
  throw personFault('http.no-list', `There is no list at ${named(items)} in what the service answered.`, {
    fix: 'Look at the answer of one page, and type the path to its list under "Pages".',
    data: { path: items },
  });
};

const written = (value: JsonValue | undefined): string | null =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;

/** An address out of an answer must not lead elsewhere: the flow, and its connection, are for the host that was typed. */
const sameOrigin = (target: string, response: HttpResponse, origin: string): string => {
  const url = URL.canParse(target, response.url) ? new URL(target, response.url) : null;
  if (url?.origin === origin && url.username === '' && url.password === '') return url.href;
  throw personFault(
    'http.next-page',
    `The next page is said to be at ${url?.host ?? `"${target.slice(0, 100)}"`}, which is not followed: this step calls ${new URL(origin).host}.`,
    { fix: 'Type the address the service uses for its pages in the step, or choose another way to go on.' },
  );
};

interface Page {
  response: HttpResponse;
  body: JsonValue;
  items: JsonValue[];
}

/** The address of the page after this one; null after the last. `number` counts from 0. */
const nextUrl = (
  pages: SomePages,
  page: Page,
  request: BuiltRequest,
  number: number,
  origin: string,
): string | null => {
  const { response, body, items } = page;
  switch (pages.kind) {
    case 'next-link': {
      const target = nextOfLink(response.headers.link ?? '');
      return target === null ? null : sameOrigin(target, response, origin);
    }
    case 'next-url': {
      const target = written(readPath(body, pages.path));
      return target === null ? null : sameOrigin(target, response, origin);
    }
    case 'page-number':
      return items.length === 0 ? null : withQuery(request.url, pages.query, String(pages.start + number + 1));
    case 'cursor': {
      const cursor = written(readPath(body, pages.path));
      return cursor === null ? null : withQuery(request.url, pages.query, cursor);
    }
  }
};

/** What following the pages of a service came to. */
export interface Collected {
  items: JsonValue[];
  pages: number;
  /** False when there were more pages than allowed. */
  complete: boolean;
}

/**
 * Asks for one page after the other and collects their items. `read` turns an answer into its body, or throws. Throws
 * `http.no-list`, `http.next-page`, `http.same-page` and `http.too-large`.
 */
export const collectPages = async (
  pages: SomePages,
  first: BuiltRequest,
  origin: string,
  send: (request: BuiltRequest) => Promise<{ response: HttpResponse; body: JsonValue }>,
): Promise<Collected> => {
  const items: JsonValue[] = [];
  const asked = new Set<string>();
  let length = 0;
  let before = '';
  for (let url: string | null = first.url, number = 0; ; number++) {
    if (asked.has(url)) throw circle(url);
    asked.add(url);
    const answer = await send({ ...first, url });
    const { text } = answer.response;
    const page = { ...answer, items: itemsOf(answer.body, pages) };
    if (page.items.length > 0 && text === before) throw circle(url);
    before = text;
    length += text.length;
    if (length > maxTotalLength)
      throw personFault('http.too-large', 'All pages together are more than 10 MB.', {
        fix: 'Ask for less, for example with a filter or fewer pages.',
      });
    items.push(...page.items);
    url = nextUrl(pages, page, first, number, origin);
    if (url === null || number + 1 === pages.maxPages) return { items, pages: number + 1, complete: url === null };
  }
};

const circle = (url: string) =>
  personFault('http.same-page', `${new URL(url).host} answered with the same page again instead of the next one.`, {
    fix: 'Look up in the documentation of the service how its pages are asked for, and change it under "Pages".',
  });
