import { expect, test } from 'vitest';
import { createSessions } from './sessions.ts';

const key = new Uint8Array(32).fill(7);
const hours = 3_600_000;

const open = (port = 7766, usedKey = key) => {
  const clock = { now: 1_000_000 };
  return {
    clock,
    sessions: createSessions(
      usedKey,
      () => port,
      () => clock.now,
    ),
  };
};

/** What a browser sends back for a `Set-Cookie` value. */
const sent = (setCookie: string | undefined): string => (setCookie ?? '').split(';')[0] ?? '';

test('a link lets one browser in, once', () => {
  const { sessions } = open();
  const code = sessions.issueCode();
  const cookie = sessions.exchange(code);
  expect(cookie).toMatch(/^whenthen-7766=.+; HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200$/);
  expect(sessions.accepts(`theme=dark; ${sent(cookie)}`)).toBe(true);
  expect(sessions.exchange(code)).toBeUndefined();
  expect(sessions.exchange('undefined')).toBeUndefined();
});

test('a link nobody opened is too old after ten minutes, a session after twelve hours', () => {
  const { sessions, clock } = open();
  const old = sessions.issueCode();
  const cookie = sent(sessions.exchange(sessions.issueCode()));
  clock.now += 10 * 60_000;
  expect(sessions.exchange(old)).toBeUndefined();
  clock.now += 11 * hours;
  expect(sessions.accepts(cookie)).toBe(true);
  clock.now += hours;
  expect(sessions.accepts(cookie)).toBe(false);
});

test('a session is good after a restart with the same key, and nowhere else', () => {
  const cookie = sent(open().sessions.renew());
  expect(open().sessions.accepts(cookie)).toBe(true);
  expect(open(7770).sessions.accepts(cookie)).toBe(false);
  expect(open(7766, new Uint8Array(32)).sessions.accepts(cookie)).toBe(false);
  const [name, value = ''] = cookie.split('=');
  const [expires, mac] = value.split('.');
  for (const forged of [
    undefined,
    '',
    name,
    `${name}=`,
    `${name}=${Number(expires) + 1}.${mac}`,
    `${name}=${expires}.`,
    `${name}=${expires}.${mac}x`,
    `other=${value}`,
    `${name}=${'9'.repeat(400)}.${mac}`,
  ])
    expect(open().sessions.accepts(forged)).toBe(false);
});

test('links nobody uses do not pile up', () => {
  const { sessions } = open();
  const first = sessions.issueCode();
  for (let count = 0; count < 100; count += 1) sessions.issueCode();
  expect(sessions.exchange(first)).toBeUndefined();
});

test('a ticket is good once, for half a minute', () => {
  const { sessions, clock } = open();
  const ticket = sessions.issueTicket();
  expect([sessions.takeTicket(ticket), sessions.takeTicket(ticket), sessions.takeTicket('')]).toEqual([
    true,
    false,
    false,
  ]);
  const late = sessions.issueTicket();
  clock.now += 30_000;
  expect(sessions.takeTicket(late)).toBe(false);
  expect(sessions.exchange(sessions.issueTicket())).toBeUndefined();
});
