import { expect, test } from 'vitest';
import { openService } from '../testing/echo-service.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';

const clientSecret = 'canary-0123456789abcdef';

test('a sign-in with OAuth is tried when it is saved, and its secret and token are stored nowhere', async () => {
  const rig = await openTestEngine();
  const { url, requests } = await openService((request) =>
    request.url === '/token'
      ? { status: 200, body: { access_token: 'token-canary-1', token_type: 'Bearer', expires_in: 3600 } }
      : { status: 200, body: { seen: request.headers.authorization, secret: clientSecret } },
  );
  const save = (tokenUrl: string) =>
    rig.call('credentials.set', {
      name: 'Shop',
      kind: 'oauth2',
      value: JSON.stringify({ tokenUrl, clientId: 'id', clientSecret }),
      hosts: ['127.0.0.1'],
    });
  await expect(save('http://login.example.com/token')).rejects.toMatchObject({ code: 'credential.bad-value' });
  await save(`${url}/token`);
  expect(await rig.call('credentials.check', { name: 'Shop' })).toEqual({
    ok: true,
    message: `It works: ${new URL(url).host} gave a token that is good for 60 minutes.`,
    fix: null,
  });
  expect(await rig.call('credentials.check', { name: 'Shop', address: `${url}/me` })).toMatchObject({ ok: true });
  await rig.importFlow(
    drawFlow(
      {
        start: { type: 'manual' },
        ask: { type: 'http-request', params: { url: `${url}/orders`, credential: 'Shop' } },
      },
      ['start > ask'],
      { name: 'Orders' },
    ),
  );
  const run = await rig.call('runs.start', { subject: { flow: 'Orders' }, payload: {} });
  expect(run).toMatchObject({ status: 'succeeded', steps: [{ output: { status: 200 } }] });
  expect(requests.map((request) => request.url)).toEqual(['/token', '/token', '/me', '/orders']);
  const shown = JSON.stringify([run, await rig.call('credentials.list', {})]);
  expect(shown).not.toContain('canary');
});

test('what is wrong with a sign-in is said in words', async () => {
  const rig = await openTestEngine();
  const { url } = await openService(() => ({ status: 401, body: { error: 'invalid_client' } }));
  const value = JSON.stringify({ tokenUrl: `${url}/token`, clientId: 'id', clientSecret });
  await rig.call('credentials.set', { name: 'Shop', kind: 'oauth2', value });
  expect(await rig.call('credentials.check', { name: 'Shop' })).toMatchObject({
    ok: false,
    message: expect.stringContaining('did not accept the sign-in of "Shop" (401)'),
  });
});
