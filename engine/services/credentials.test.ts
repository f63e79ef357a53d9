import { expect, test } from 'vitest';
import { hintOf } from '../model/credential.ts';
import { openService } from '../testing/echo-service.ts';
import { openTestEngine } from '../testing/open-engine.ts';
import { judgeSigningSecret, judgeStatus } from './check-credential.ts';

test.each([
  ['secret', 'whsec_0123456789abcdef', 'cdef'],
  ['secret', 'short-one', null],
  ['bearer', 'elevenchars', null],
  ['bearer', 'twelve-chars', 'hars'],
  ['bearer', '  padded-token-1234\n', '1234'],
  ['basic', 'a-very-long-user-name:short', null],
  ['basic', 'ana:correct horse battery', 'tery'],
  ['header', 'X-Api-Key-With-A-Long-Name: short', null],
  ['header', 'X-Key: abcdefghijkl', 'ijkl'],
] as const)('of %s "%s" the hint is %s', (kind, value, hint) => {
  expect(hintOf(kind, value)).toBe(hint);
});

test('after saving, only the hint is told, and saving again forgets the last check', async () => {
  const { call, engine } = await openTestEngine();
  const pushed: string[] = [];
  engine.pushes((push) => pushed.push(push.name));
  await call('credentials.set', { name: 'Stripe webhook', value: 'whsec_0123456789abcdef4f2a' });
  expect((await call('credentials.check', { name: 'Stripe webhook' })).ok).toBe(true);
  const [saved] = await call('credentials.list', {});
  expect(saved).toMatchObject({ hint: '4f2a', isLocked: false, check: { ok: true, at: expect.any(String) } });
  expect(JSON.stringify(saved)).not.toContain('whsec');
  await call('credentials.set', { name: 'Stripe webhook', value: 'whsec_ffffffffffffffffffff' });
  expect((await call('credentials.list', {}))[0]).toMatchObject({ hint: 'ffff', check: null });
  await call('credentials.remove', { name: 'Stripe webhook' });
  expect(pushed).toEqual(Array(4).fill('credential.changed'));
});

test('a token is tried at the address a person gives, and nowhere else', async () => {
  const service = await openService(({ headers }) => ({
    status: headers.authorization === 'Bearer right-token-1' ? 200 : 401,
    body: {},
  }));
  const { call } = await openTestEngine();
  await call('credentials.set', { name: 'api', kind: 'bearer', value: 'right-token-1' });
  expect(await call('credentials.check', { name: 'api', address: `${service.url}/me` })).toMatchObject({
    ok: true,
    message: expect.stringContaining('It works'),
  });
  expect(service.requests).toMatchObject([{ method: 'GET', url: '/me' }]);
  await call('credentials.set', { name: 'api', kind: 'bearer', value: 'wrong-token-1', hosts: [] });
  expect(await call('credentials.check', { name: 'api', address: service.url })).toMatchObject({
    ok: false,
    message: expect.stringContaining("didn't accept it"),
  });
  await call('credentials.set', { name: 'api', kind: 'bearer', value: 'right-token-1', hosts: ['api.example.com'] });
  const elsewhere = await call('credentials.check', { name: 'api', address: service.url });
  expect(elsewhere).toMatchObject({ ok: false, message: expect.stringContaining('may not be sent to') });
  expect(service.requests).toHaveLength(2);
});

test('what cannot be tried says what is missing', async () => {
  const { call } = await openTestEngine();
  await call('credentials.set', { name: 'api', kind: 'bearer', value: 'right-token-1' });
  await expect(call('credentials.check', { name: 'api' })).rejects.toMatchObject({ code: 'credential.test-address' });
  await expect(call('credentials.check', { name: 'api', address: 'example' })).rejects.toMatchObject({
    code: 'credential.test-address',
  });
  await expect(call('credentials.check', { name: 'nobody' })).rejects.toMatchObject({ code: 'credential.missing' });
});

test.each([
  [204, true],
  [401, false],
  [403, false],
  [404, false],
  [429, false],
  [503, false],
])('an answer of %d is judged', (status, ok) => {
  const check = judgeStatus(status, 'api.example.com');
  expect([check.ok, check.fix === null]).toEqual([ok, ok]);
  expect(check.message).toContain('api.example.com');
});

test.each([
  ['whsec_0123456789abcdef', true],
  ['whsec_0123', false],
  ['sk_live_0123456789abcdef', false],
  [' whsec_0123456789abcdef', false],
  ['abc', false],
  ['any long text of a service', true],
])('the form of the signing secret "%s" is judged', (value, ok) => {
  expect(judgeSigningSecret(value).ok).toBe(ok);
});
