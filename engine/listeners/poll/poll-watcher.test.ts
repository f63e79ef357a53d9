import { expect, onTestFinished, test } from 'vitest';
import { worldFault } from '../../model/fault.ts';
import type { HttpRequest, HttpResponse } from '../../model/outside.ts';
import type { PollSource, WatchContext } from '../../model/watch.ts';
import { createFakeClock } from '../../testing/fake-clock.ts';
import { createWatchRig, noOutside } from '../../testing/watch-rig.ts';
import { createPollWatcher } from './poll-watcher.ts';

type Reply = Partial<HttpResponse> | Error;

const base: PollSource = {
  kind: 'poll',
  url: 'https://ex.test/list',
  format: 'json',
  items: '',
  itemId: '',
  everySeconds: 60,
  credential: null,
  startFrom: 'now',
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

const open = async (replies: Reply[], source: Partial<PollSource> = {}, given: Partial<WatchContext> = {}) => {
  const clock = createFakeClock();
  const requests: HttpRequest[] = [];
  const outside = {
    ...noOutside,
    http: {
      send: async (request: HttpRequest): Promise<HttpResponse> => {
        const reply = replies[Math.min(requests.length, replies.length - 1)] ?? {};
        requests.push(request);
        if (reply instanceof Error) throw reply;
        return { status: 200, headers: {}, text: '[]', url: request.url, ...reply };
      },
    },
  };
  const rig = createWatchRig({ outside, ...given });
  const one = createPollWatcher(clock)({ ...base, ...source }, rig.context);
  onTestFinished(() => one.stop());
  await settle();
  const wait = async (seconds: number) => {
    clock.advance(seconds * 1000);
    await settle();
  };
  return { rig, one, requests, wait };
};

const list = (...ids: unknown[]): Reply => ({ text: JSON.stringify(ids.map((id) => ({ id }))) });
const header = (request: HttpRequest | undefined, name: string) =>
  request?.headers.find((each) => each.name === name)?.value;

test('the first look remembers, later ones start for what is new, once', async () => {
  const { rig, wait } = await open([list(1, 2), list(1, 2, 3), list(3, 4)]);
  expect(rig.seen).toEqual([]);
  await wait(60);
  await wait(60);
  await wait(60);
  expect(rig.started()).toEqual([{ id: 3 }, { id: 4 }]);
});

test('the first look starts for what is there when asked to', async () => {
  expect((await open([list(1, 2)], { startFrom: 'existing' })).rig.started()).toEqual([{ id: 1 }, { id: 2 }]);
});

test('asks only for changes', async () => {
  const { requests, wait, rig } = await open([
    { ...list(1), headers: { etag: '"a"', 'last-modified': 'Sun, 01 Mar 2026 09:30:00 GMT' } },
    { status: 304, text: '' },
    list(1, 2),
  ]);
  await wait(60);
  await wait(60);
  expect(header(requests[0], 'if-none-match')).toBeUndefined();
  expect(header(requests[2], 'if-none-match')).toBe('"a"');
  expect(header(requests[2], 'if-modified-since')).toBe('Sun, 01 Mar 2026 09:30:00 GMT');
  expect(rig.started()).toEqual([{ id: 2 }]);
});

test('what was seen is kept over a restart and a new version of the flow', async () => {
  const first = await open([list(1, 2)]);
  const again = await open([list(1, 2, 3)], { everySeconds: 300, credential: 'key' }, { state: first.rig.state() });
  expect(again.rig.started()).toEqual([{ id: 3 }]);
  const off = await open([list(1, 2, 3, 4)], {}, { state: first.rig.state(), justSwitchedOn: true });
  expect(off.rig.started()).toEqual([]);
});

test('waits as long as it is asked to, and longer after every failure', async () => {
  const { requests, rig, wait, one } = await open([
    { status: 429, headers: { 'retry-after': '600' } },
    { status: 503 },
    { status: 503 },
    list(1),
  ]);
  expect(rig.trouble()?.message).toBe('ex.test answered 429: it asks to be called less often.');
  one.look();
  await wait(599);
  expect(requests).toHaveLength(1);
  await wait(1);
  expect(requests).toHaveLength(2);
  await wait(119);
  expect(requests).toHaveLength(2);
  await wait(1);
  expect(requests).toHaveLength(3);
  await wait(240);
  expect(rig.trouble()).toBeNull();
});

test.each([
  [{ status: 404 }, 'nothing at this address'],
  [{ text: '<html>' }, 'web page, not JSON'],
  [{ text: 'oops' }, 'not JSON'],
  [{ text: '{"a":1,"b":2}' }, 'not clear where the list is'],
  [worldFault('http.too-large', 'The answer is too large: more than 10 MB.'), 'too large'],
])('%j is told in words', async (reply, words) => {
  expect((await open([reply])).rig.trouble()?.message).toContain(words);
});

test('the list and the ids are found where they are said to be', async () => {
  const text = (...keys: string[]) => ({
    text: JSON.stringify({ data: { rows: keys.map((key) => ({ key: { v: key }, at: Math.random() })) } }),
  });
  const { rig, wait } = await open([text('a'), text('a', 'b')], { items: 'data.rows', itemId: 'key.v' });
  await wait(60);
  expect(rig.started()).toMatchObject([{ key: { v: 'b' } }]);
  expect((await open([text('a')], { items: 'data.nope' })).rig.trouble()?.message).toContain('"data.nope"');
  expect((await open([text('a')], { items: 'data.rows', itemId: 'sku' })).rig.trouble()?.message).toContain('"sku"');
});

test('what the disk did not take is told at the next look', async () => {
  const { rig, wait } = await open([list(1), list(1, 2)]);
  rig.failing(true);
  await wait(60);
  expect(rig.started()).toEqual([]);
  rig.failing(false);
  await wait(120);
  expect(rig.started()).toEqual([{ id: 2 }]);
});

test('ids of a list that never ends are forgotten, oldest first', async () => {
  const many = Array.from({ length: 9000 }, (_, index) => index);
  const { rig, wait } = await open([list(...many), list(...many.map((each) => each + 5000))]);
  await wait(60);
  expect(rig.started()).toHaveLength(5000);
  expect((rig.state() as { seen: string[] }).seen).toHaveLength(10_000);
});
