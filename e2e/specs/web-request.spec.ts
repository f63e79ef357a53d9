import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';

/** A shop that gives out a token for an ID and a secret, and takes orders with it. */
const openShop = async () => {
  const orders: { token: string | undefined; body: string }[] = [];
  const server = createServer((request, answer) => {
    void text(request).then((body) => {
      const send = (status: number, value: unknown) =>
        answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (request.url !== '/token') {
        orders.push({ token: request.headers.authorization, body });
        return send(201, { id: 1043 });
      }
      const expected = `Basic ${Buffer.from('shop:canary-secret-1').toString('base64')}`;
      return request.headers.authorization === expected
        ? send(200, { access_token: 'token-canary', expires_in: 3600 })
        : send(401, { error: 'invalid_client' });
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { orders, url: `http://127.0.0.1:${port}`, close: () => server.close() };
};

test('a command from documentation becomes a step, and a sign-in with OAuth gets its token by itself', async ({
  app,
  open,
}) => {
  const shop = await openShop();
  const page = await open('/connections');
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add connection' });
  await dialog.getByLabel('Name').fill('Shop');
  await dialog.getByRole('button', { name: /Kind/ }).click();
  await page.getByRole('option', { name: 'OAuth' }).click();
  await dialog.getByLabel('Address for tokens').fill(`${shop.url}/token`);
  await dialog.getByLabel('Client ID').fill('shop');
  await dialog.getByLabel('Client secret').fill('wrong-canary');
  await dialog.getByRole('button', { name: 'Save and test' }).click();
  await expect(dialog).toContainText('did not accept the sign-in');
  await expectAccessible(page);
  await dialog.getByLabel('Client secret').fill('canary-secret-1');
  await dialog.getByRole('button', { name: 'Save and test' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Works', { exact: true })).toBeVisible();

  const file = path.join(app.dataDir, 'order.flow.json');
  writeFileSync(
    file,
    JSON.stringify({
      format: 'whenthen.flow/1',
      name: 'Order',
      nodes: [
        { id: 'start', type: 'manual' },
        { id: 'call', type: 'http-request', params: { credential: 'Shop' } },
      ],
      edges: [{ from: 'start', to: 'call' }],
    }),
  );
  await app.whenthen('import', file);
  await page.goto(new URL('/#/flows', page.url()).href);
  await page.getByRole('link', { name: 'Order' }).click();
  await page.getByRole('group', { name: /^Step 2, / }).click();
  await page.getByRole('button', { name: 'Paste a curl command' }).click();
  const paste = page.getByRole('dialog', { name: 'Paste a curl command' });
  await paste.getByLabel('Command').fill('wget https://example.com');
  await paste.getByRole('button', { name: 'Fill in' }).click();
  await expect(paste).toContainText('This is not a curl command.');
  await paste
    .getByLabel('Command')
    .fill(
      `curl -X POST '${shop.url}/orders?notify=yes' -H 'Authorization: Bearer abcdefghijklmnopqrstuvwxyz' --json '{"item":"mug"}'`,
    );
  await expectAccessible(page);
  await paste.getByRole('button', { name: 'Fill in' }).click();
  await expect(page.getByText(/Left out because it looks secret: authorization/)).toBeVisible();
  await expect(page.getByText(`Would be sent to ${new URL(shop.url).host}`)).toBeVisible();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(shop.orders).toEqual([]);
  const run = (await app.whenthen('run', 'Order', '--allow', 'all')) as { status: string };
  expect(run.status).toBe('succeeded');
  expect(shop.orders).toEqual([{ token: 'Bearer token-canary', body: '{"item":"mug"}' }]);
  expect(JSON.stringify(run)).not.toContain('canary');
  shop.close();
});
