import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deliver, outcome } from './test-delivery.ts';
import { checkVerify, verifySchema } from './verify.ts';

const now = 1_700_000_000;
const body = '{"id":"evt_1"}';
const hex = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex');

describe('an HMAC of the sender’s own making', () => {
  const settings = { kind: 'hmac', header: 'X-Sig', signed: '{timestamp}{body}', timestampHeader: 'X-Time' } as const;
  const at = (time: string, receivedAt = now) =>
    outcome(settings, deliver({ 'x-sig': hex('s', `${time}${body}`), 'x-time': time }, body, receivedAt), 's');
  test('the time may be in seconds or milliseconds', () => {
    expect(at(`${now}`)).toBe('ok');
    expect(at(`${now}123`)).toBe('ok');
    expect(at(`${now - 400}000`)).toBe(401);
    expect(at('yesterday')).toBe(401);
  });
  test('the window is the one that was set', () => {
    const wide = { ...settings, toleranceSeconds: 3600 };
    const delivery = deliver({ 'x-sig': hex('s', `${now}${body}`), 'x-time': `${now}` }, body, now + 3600);
    expect(outcome(settings, delivery, 's')).toBe(401);
    expect(outcome(wide, delivery, 's')).toBe('ok');
    expect(outcome(wide, { ...delivery, receivedAtMs: (now + 3601) * 1000 }, 's')).toBe(401);
  });
  test('hex may be in upper case, not mixed', () => {
    const over = { kind: 'hmac', header: 'X-Sig' } as const;
    const signature = hex('s', body);
    expect(outcome(over, deliver({ 'x-sig': signature.toUpperCase() }, body, now), 's')).toBe('ok');
    const mixed = signature.replace(/[a-f]/, (letter) => letter.toUpperCase());
    expect(outcome(over, deliver({ 'x-sig': mixed }, body, now), 's')).toBe(401);
  });
  test('marks in the body are not replaced', () => {
    const tricky = '{timestamp}{id}{body}';
    const over = { kind: 'hmac', header: 'X-Sig' } as const;
    expect(outcome(over, deliver({ 'x-sig': hex('s', tricky) }, tricky, now), 's')).toBe('ok');
  });
  test('bytes that are not text are signed as they are', () => {
    const bytes = Uint8Array.from([0xff, 0xfe, 0x00, 0x80]);
    const signature = createHmac('sha256', 's').update(bytes).digest('hex');
    expect(outcome({ kind: 'hmac', header: 'X-Sig' }, deliver({ 'x-sig': signature }, bytes, now), 's')).toBe('ok');
  });
  test.each([
    [{ signed: '{timestamp}', timestampHeader: 'X-T' }, ['verify.signed']],
    [{ signed: '{timestamp}.{body}' }, ['verify.timestampHeader']],
    [{ signed: '{id}.{body}' }, ['verify.idHeader']],
    [{ signed: '{body}', timestampHeader: 'X-T' }, ['verify.signed']],
    [{ signed: '{id}.{timestamp}.{body}', timestampHeader: 'X-T', idHeader: 'X-I' }, []],
    [{}, []],
  ])('set up as %j it has the problems %j', (parts, where) => {
    const parsed = verifySchema.parse({ kind: 'hmac', credential: 'c', header: 'X-Sig', ...parts });
    expect(checkVerify(parsed).map(({ param }) => param)).toEqual(where);
  });
});
