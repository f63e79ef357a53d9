import { describe, expect, test } from 'vitest';
import { type AddressEvent, type AddressState, nextState, offState, pauseMs, shownState } from './state.ts';

const hook = { flowId: 'flow_1', node: 'in' };
const passing = { code: 'tunnel.dropped', who: 'world', message: 'It dropped.', retryable: true } as const;
const lasting = { code: 'tunnel.token', who: 'person', message: 'The token is wrong.', retryable: false } as const;

const on: AddressEvent = { kind: 'turned-on', atMs: 0 };
const opened = (atMs: number, address = 'https://a.example', isTemporary = false): AddressEvent => ({
  kind: 'opened',
  atMs,
  address,
  isTemporary,
  latencyMs: 40,
  open: [hook],
});
const dropped = (atMs: number, cause: typeof passing | typeof lasting = passing): AddressEvent => ({
  kind: 'dropped',
  atMs,
  cause,
  random: 1,
});
const failed = (atMs: number, cause: typeof passing | typeof lasting = passing): AddressEvent => ({
  kind: 'failed',
  atMs,
  cause,
  random: 1,
});

const stateAfter = (...events: AddressEvent[]): AddressState => events.reduce(nextState, offState);

test('it is off until somebody turns it on, whatever happens', () => {
  expect(stateAfter(opened(1), dropped(2), failed(3), { kind: 'turned-off', atMs: 4 })).toEqual(offState);
  expect(shownState(stateAfter(on))).toBe('starting');
});

test('it is on once it was opened, and says since when', () => {
  const state = stateAfter(on, opened(50));
  expect(state).toMatchObject({ phase: 'on', sinceMs: 50, address: 'https://a.example', latencyMs: 40, todo: [] });
  expect(shownState(state)).toBe('on');
  expect(shownState(stateAfter(on, opened(50, 'https://x.example', true)))).toBe('temporary');
});

test('a connection that drops comes back by itself, with longer pauses each time', () => {
  const state = stateAfter(on, opened(0), dropped(10_000));
  expect(state).toMatchObject({ phase: 'reconnecting', tries: 1, nextTryMs: 11_000, address: 'https://a.example' });
  const later = [failed(11_000), failed(13_000), failed(20_000)].reduce(nextState, state);
  expect(later).toMatchObject({ phase: 'reconnecting', sinceMs: 10_000, tries: 4, nextTryMs: 28_000 });
  expect(nextState(later, { kind: 'tried' }).nextTryMs).toBeNull();
  expect(nextState(later, opened(30_000))).toMatchObject({ phase: 'on', tries: 0, cause: null, todo: [] });
});

test('a connection that drops is tried again whatever it dropped for: the try tells whether a person has to help', () => {
  const state = stateAfter(on, opened(0), dropped(10, lasting));
  expect(state).toMatchObject({ phase: 'reconnecting', nextTryMs: 1010 });
  expect(nextState(state, failed(1010, lasting))).toMatchObject({ phase: 'blocked', nextTryMs: null });
});

test('pauses double up to a minute, and chance makes them up to half shorter', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 50].map((tries) => pauseMs(tries, 1))).toEqual([
    1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
  expect(pauseMs(3, 0)).toBe(2000);
});

test('a service that asks to wait longer is waited for', () => {
  const cause = { ...passing, retryAfterMs: 300_000 };
  expect(stateAfter(on, { kind: 'failed', atMs: 1000, cause, random: 0 }).nextTryMs).toBe(301_000);
});

describe('what stands in the way', () => {
  test('only a person can mend waits for the person', () => {
    expect(stateAfter(on, failed(5, lasting))).toMatchObject({ phase: 'blocked', cause: lasting, nextTryMs: null });
    expect(stateAfter(on, opened(0), dropped(5), failed(6, lasting))).toMatchObject({
      phase: 'blocked',
      nextTryMs: null,
    });
  });

  test('may pass by itself is told and tried again', () => {
    const state = stateAfter(on, failed(1000), failed(3000));
    expect(state).toMatchObject({ phase: 'blocked', sinceMs: 1000, tries: 2, nextTryMs: 5000 });
    expect(state.history).toHaveLength(1);
    expect(nextState(state, opened(9000))).toMatchObject({ phase: 'on', cause: null });
  });
});

describe('an address that changed', () => {
  const changed = stateAfter(on, opened(0, 'https://a.example'), dropped(10), opened(20, 'https://b.example'));

  test('leaves one thing to do for every open webhook', () => {
    expect(shownState(changed)).toBe('changed');
    expect(changed.todo).toEqual([hook]);
    expect(shownState(nextState(changed, { kind: 'told', hook }))).toBe('on');
  });

  test('is noticed over a restart too, and what was to be done stays to be done', () => {
    const { toldAddress, todo } = nextState(changed, { kind: 'turned-off', atMs: 30 });
    const restarted = { ...offState, toldAddress, todo };
    expect(shownState([on, opened(40, 'https://b.example')].reduce(nextState, restarted))).toBe('changed');
    const done = { ...restarted, todo: [] };
    expect(shownState([on, opened(40, 'https://b.example')].reduce(nextState, done))).toBe('on');
    expect(shownState([on, opened(40, 'https://c.example')].reduce(nextState, done))).toBe('changed');
  });

  test('is the first address of all for nobody', () => {
    expect(stateAfter(on, opened(0, 'https://first.example')).todo).toEqual([]);
  });
});

test('what happened is kept, newest first, and only so much of it', () => {
  const events = Array.from({ length: 60 }, (_, index) => [opened(index * 2), dropped(index * 2 + 1)]).flat();
  const state = stateAfter(on, ...events);
  expect(state.history).toHaveLength(50);
  expect(state.history[0]).toEqual({ atMs: 119, what: 'dropped', words: 'It dropped.' });
});

test('an outage of a minute or more is remembered until it was told', () => {
  const short = stateAfter(on, opened(0), dropped(1000), opened(60_999));
  expect(short.outages).toEqual([]);
  const long = stateAfter(on, opened(0), dropped(1000), failed(2000), opened(61_000));
  expect(long.outages).toEqual([{ fromMs: 1000, toMs: 61_000 }]);
  expect(nextState(long, { kind: 'outages-forgotten' }).outages).toEqual([]);
});

test('turned off, it forgets what is under way and keeps what happened', () => {
  const state = stateAfter(on, opened(0), dropped(10), { kind: 'turned-off', atMs: 70_010 });
  expect(state).toMatchObject({ phase: 'off', address: null, nextTryMs: null, cause: null });
  expect(state.outages).toEqual([{ fromMs: 10, toMs: 70_010 }]);
  expect(state.history.map(({ what }) => what)).toEqual(['off', 'dropped', 'on']);
});
