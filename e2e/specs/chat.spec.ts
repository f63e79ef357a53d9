import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { importFlow } from '../pages/flow-files.ts';

/** A chat server on this computer that takes every message and keeps it. */
const openChatServer = async () => {
  const received: string[] = [];
  const server = createServer((request, answer) => {
    void text(request).then((body) => {
      if (request.method === 'POST') received.push(body);
      answer.writeHead(request.method === 'POST' ? 200 : 404).end('ok');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { received, url: `http://127.0.0.1:${port}/hooks/canarycanarycanary12`, close: () => server.close() };
};

const flowWith = (connection: string) => ({
  format: 'whenthen.flow/1',
  name: 'Tell the team',
  nodes: [
    { id: 'start', type: 'manual' },
    {
      id: 'post',
      type: 'chat-message',
      params: { connection, text: 'New order of *Ana*: https://example.com/orders/1043' },
    },
  ],
  edges: [{ from: 'start', to: 'post' }],
});

test('a chat is connected, tried with a test message, and a flow posts what its preview shows', async ({
  app,
  open,
}) => {
  const server = await openChatServer();
  const page = await open('/connections');
  await page.getByRole('button', { name: 'Add connection' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add connection' });
  await dialog.getByLabel('Name').fill('Team');
  await dialog.getByRole('button', { name: /Kind/ }).click();
  await page.getByRole('option', { name: 'Chat' }).click();
  await expect(dialog).toContainText('api.slack.com/apps');
  await dialog.getByLabel('Webhook address').fill('https://discord.com/api/webhooks/1/abc');
  await dialog.getByRole('button', { name: 'Save and test' }).click();
  await expect(dialog).toContainText('discord.com is not an address of Slack.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /Service/ }).click();
  await page.getByRole('option', { name: 'Mattermost' }).click();
  await dialog.getByLabel('Webhook address').fill(server.url);
  await dialog.getByRole('button', { name: 'Save and test' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Looks right')).toBeVisible();
  await page.getByRole('button', { name: 'More for Team' }).click();
  await page.getByRole('menuitem', { name: 'Send a test message' }).click();
  await expect(page.getByText('Works', { exact: true })).toBeVisible();
  expect(server.received).toHaveLength(1);
  expect(await page.content()).not.toContain('canary');

  await importFlow(app, flowWith('Team'));
  const run = (await app.whenthen('run', 'Tell the team')) as { id: string; status: string };
  expect(run.status).toBe('succeeded');
  await page.goto(new URL(`/#/activity/${run.id}`, page.url()).href);
  await page.getByRole('button', { name: /Send chat message/ }).click();
  await expect(page.getByText('Posted to Team in Mattermost')).toBeVisible();
  await expect(page.getByRole('region', { name: 'The message as it looks' })).toContainText('New order of *Ana*');
  await page.getByRole('button', { name: 'Show what is sent' }).click();
  await expect(page.getByRole('region', { name: 'What is sent' })).toHaveText(server.received[1] ?? 'nothing came');
  await expectAccessible(page);
  server.close();
});

test('without a connection the message waits in the Practice outbox', async ({ app, open }) => {
  await importFlow(app, flowWith(''));
  await app.whenthen('run', 'Tell the team');
  const page = await open('/practice');
  await expect(page.getByRole('row', { name: /Chat message/ })).toContainText('New order of *Ana*');
  await expect(page.getByText('Practice: it goes to nobody')).toBeVisible();
  await expectAccessible(page);
});

test('the step is found by the name of a service, and shows its message while it is typed', async ({ app, open }) => {
  await importFlow(app, flowWith(''));
  const page = await open('/flows');
  await page.getByRole('link', { name: 'Tell the team' }).click();
  const palette = page.getByRole('complementary', { name: 'Steps' });
  await palette.getByRole('searchbox').fill('telegram');
  await expect(palette.getByRole('button', { name: 'Send chat message' })).toBeVisible();
  await page.getByRole('group', { name: /^Step 2, / }).click();
  await expect(page.getByText('Would be kept in the Practice outbox')).toBeVisible();
});
