import { expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from '../../adapters/http/client.ts';
import type { JsonRecord } from '../../model/json.ts';
import { openService, type Reply } from '../../testing/echo-service.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './http-request.ts';

/** A service with pages 1 to 3 of two items each. */
const openShop = async (reply: (query: URLSearchParams, url: string) => Reply, params: JsonRecord = {}) => {
  let own = '';
  const { url, requests } = await openService((request) => reply(new URL(request.url, own).searchParams, own));
  own = url;
  const transport = createHttpClient({ ownPorts: () => new Set() });
  onTestFinished(() => transport.close());
  const http = transport.forFlow({
    allowsPrivate: (target) => target === new URL(url).host,
    openCredential: (name) => ({ name, kind: 'bearer', hosts: [], value: 'token' }),
  });
  const run = (pages: JsonRecord) =>
    tryStep(node, { url: `${url}/orders?state=a%20b`, pages, credential: 'Shop', ...params }, { outside: { http } });
  return { url, requests, run, asked: () => requests.map((request) => request.url) };
};

const page = (number: number) => [{ id: number * 2 - 1 }, { id: number * 2 }];
const all = [1, 2, 3].flatMap(page);
const numberOf = (query: URLSearchParams): number => Number(query.get('p') ?? 1);

test('the header "Link" leads from page to page, also with addresses below the host', async () => {
  const { run, asked, requests } = await openShop((query) => {
    const number = numberOf(query);
    const links = [
      `</orders?p=1>; title="a, b"; rel=first`,
      ...(number < 3 ? [`</orders?p=${number + 1}>; rel="last next"`] : []),
    ];
    return { status: 200, body: page(number), headers: { link: links.join(', ') } };
  });
  expect((await run({ kind: 'next-link' })).output).toMatchObject({
    status: 200,
    items: all,
    pages: 3,
    complete: true,
  });
  expect(asked()).toEqual(['/orders?state=a%20b', '/orders?p=2', '/orders?p=3']);
  expect(requests.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer token'));
});

test('an address in the answer leads on until it is empty', async () => {
  const { run } = await openShop((query, url) => {
    const number = numberOf(query);
    return {
      status: 200,
      body: { data: page(number), meta: { next: number < 3 ? `${url}/orders?p=${number + 1}` : null } },
    };
  });
  const { output, did } = await run({ kind: 'next-url', path: 'meta.next', items: 'data' });
  expect(output).toMatchObject({ items: all, pages: 3, complete: true });
  expect(did).toMatchObject({ kind: 'request', url: expect.stringContaining('/orders?state=a%20b') });
});

test('numbers go on until a page is empty', async () => {
  const { run, asked } = await openShop((query) => ({
    status: 200,
    body: { list: numberOf(query) < 3 ? page(numberOf(query) + 1) : [] },
  }));
  const { output, did } = await run({ kind: 'page-number', query: 'p', start: 0, items: 'list' });
  expect(output).toMatchObject({ items: all, pages: 4, complete: true });
  expect(asked().map((url) => new URLSearchParams(url.split('?')[1]).get('p'))).toEqual(['0', '1', '2', '3']);
  expect(did).toMatchObject({ url: expect.stringMatching(/p=0$/) });
});

test('a cursor of the answer asks for the next page, whatever stands in it', async () => {
  const cursors = ['&x=1#é', 'b', ''];
  const { run, asked } = await openShop((query) => {
    const at = cursors.indexOf(query.get('after') ?? '') + 1;
    return { status: 200, body: { items: page((at % 3) + 1), cursor: cursors[at % 3] } };
  });
  const { output } = await run({ kind: 'cursor', path: 'cursor', query: 'after', items: 'items' });
  expect(output).toMatchObject({ items: all, pages: 3, complete: true });
  expect(new URLSearchParams(asked()[1]?.split('?')[1]).get('after')).toBe('&x=1#é');
});

test('after so many pages it stops and says so', async () => {
  const { run } = await openShop((query) => ({ status: 200, body: page(numberOf(query)) }));
  expect((await run({ kind: 'page-number', query: 'p', maxPages: 2 })).output).toMatchObject({
    items: [1, 2].flatMap(page),
    pages: 2,
    complete: false,
  });
});

test.each([
  ['another host', 'http://127.0.0.2:1/orders', 'http.next-page'],
  ['another port', 'http://127.0.0.1:1/orders', 'http.next-page'],
  ['a user in it', 'http://a:b@127.0.0.1/', 'http.next-page'],
  ['no address', 'http://[', 'http.next-page'],
  ['the same page', '/orders?state=a%20b', 'http.same-page'],
])('a next page with %s is not followed', async (_what, next, code) => {
  const { run, requests } = await openShop(() => ({ status: 200, body: { data: [1], next } }));
  await expect(run({ kind: 'next-url', path: 'next', items: 'data' })).rejects.toMatchObject({ code, who: 'person' });
  expect(requests).toHaveLength(1);
});

test('a service that does not know the number of the page, and an answer without a list, are noticed', async () => {
  const { run } = await openShop(() => ({ status: 200, body: { data: [1] } }));
  await expect(run({ kind: 'page-number', items: 'data' })).rejects.toMatchObject({ code: 'http.same-page' });
  await expect(run({ kind: 'page-number', items: 'rows' })).rejects.toMatchObject({
    code: 'http.no-list',
    message: 'There is no list at "rows" in what the service answered.',
  });
});

test('a page that fails fails the step, and all pages together have a limit', async () => {
  const { run } = await openShop((query) =>
    numberOf(query) < 2 ? { status: 200, body: [1] } : { status: 503, body: 'busy', headers: { 'retry-after': '3' } },
  );
  await expect(run({ kind: 'page-number', query: 'p' })).rejects.toMatchObject({
    code: 'http.answered-503',
    retryAfterMs: 3000,
  });
  const large = await openShop((query) => ({ status: 200, body: [query.get('p'), 'x'.repeat(4_000_000)] }));
  await expect(large.run({ kind: 'page-number', query: 'p' })).rejects.toMatchObject({ code: 'http.too-large' });
  expect(large.requests).toHaveLength(3);
});

test('what is missing is said', () => {
  const problems = (pages: JsonRecord, method = 'GET') =>
    problemsOf(node, { url: 'https://example.com', method, pages });
  expect(problems({ kind: 'next-link' })).toEqual([]);
  expect(problems({ kind: 'next-link' }, 'POST')).toEqual([
    'pages.kind: Only a GET request can go on to further pages.',
  ]);
  expect(problems({ kind: 'cursor' })).toEqual([
    'pages.path: It is not said where the answer tells how to go on.',
    'pages.query: It is not said which query value asks for the next page.',
  ]);
});
