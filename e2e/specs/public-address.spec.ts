import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { freePort } from '../free-port.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { openStep } from '../pages/editor.ts';
import { greetingFlow, importFlow } from '../pages/flow-files.ts';

/** Fills in "My own address", which in these stories is simply the public port of this computer itself. */
const useOwnAddress = async (page: Page, port: number, address = `http://127.0.0.1:${port}`): Promise<void> => {
  const ways = page.getByRole('region', { name: 'How it is reached' });
  const more = ways.getByRole('button', { name: 'Other ways' });
  await expect(ways.getByRole('radiogroup', { name: 'Way to a public address' })).toBeVisible();
  if (await more.isVisible()) await more.click();
  await ways.getByText('My own address', { exact: true }).click();
  await ways.getByLabel('Address', { exact: true }).fill(address);
  await ways.getByLabel('Port on this computer').fill(String(port));
  await ways.getByRole('button', { name: /^(Turn on|Use this way)$/ }).click();
};

const panelOf = (page: Page) => page.getByRole('region', { name: 'Public address' });

const post = (url: string): Promise<number> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"Ana"}' }).then(
    ({ status }) => status,
  );

test('a person lets the internet in, to one webhook and to nothing else', async ({ app, open }) => {
  const flow = await importFlow(app, greetingFlow('greet'));
  await app.whenthen('on', 'Greeting');
  const port = await freePort();
  const page = await open();
  await page.getByRole('link', { name: 'Public address: off' }).click();
  const panel = panelOf(page);
  await expect(panel).toContainText('Only this computer can reach your webhooks.');
  await expect(panel.getByRole('button', { name: 'Turn on' })).toHaveCount(0);
  await expectAccessible(page);

  await useOwnAddress(page, port);
  await expect(panel.getByRole('status')).toHaveText('On');
  await expect(page.getByRole('link', { name: 'Public address: on' })).toBeVisible();
  await expect(panel.getByLabel('Address', { exact: true })).toHaveValue(`http://127.0.0.1:${port}`);
  await panel.getByRole('button', { name: 'Test it' }).click();
  await expect(page.getByText('It works: an answer took', { exact: false })).toBeVisible();
  expect(await post(`http://127.0.0.1:${port}/hooks/greet`)).toBe(404);

  await page.goto(new URL(`/#/flows/${flow}`, app.url).href);
  await openStep(page, 'Webhook');
  await page.getByRole('switch', { name: 'Open to the internet' }).press('Space');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Nothing checks who sends to this webhook.');
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await post(`http://127.0.0.1:${port}/hooks/greet`)).toBe(404);
  await page.getByRole('switch', { name: 'Open to the internet' }).press('Space');
  await question.getByRole('button', { name: 'Open it to anyone' }).click();
  await expect(page.getByLabel('Public address', { exact: true })).toHaveValue(`http://127.0.0.1:${port}/hooks/greet`);
  await expectAccessible(page);
  expect(await post(`http://127.0.0.1:${port}/hooks/greet`)).toBe(200);
  await expect(page.getByRole('list', { name: 'Last deliveries' })).toContainText('Started 1 run');

  await page.getByRole('switch', { name: 'Open to the internet' }).press('Space');
  await expect(page.getByLabel('Public address', { exact: true })).toHaveCount(0);
  expect(await post(`http://127.0.0.1:${port}/hooks/greet`)).toBe(404);
});

test('a new address leaves a list of what to update', async ({ app, open }) => {
  await importFlow(app, greetingFlow('greet'));
  const [first, second] = [await freePort(), await freePort()];
  const page = await open('/settings/public-address');
  const panel = panelOf(page);
  await useOwnAddress(page, first);
  await expect(panel.getByRole('status')).toHaveText('On');
  await page.getByRole('switch', { name: 'Greeting, Webhook: open to the internet' }).press('Space');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Open it to anyone' }).click();

  await useOwnAddress(page, second);
  await expect(panel.getByRole('status')).toHaveText('Address changed');
  const todo = panel.getByRole('list', { name: 'Update your address' });
  await expect(todo).toContainText('Greeting');
  await expect(todo.getByRole('button', { name: 'Copy new address' })).toBeVisible();
  await expectAccessible(page);
  await todo.getByRole('button', { name: 'Mark Greeting as done' }).click();
  await expect(panel.getByRole('status')).toHaveText('On');
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('New address');
  await panel.getByRole('button', { name: 'Turn off' }).click();
  await expect(panel.getByRole('status')).toHaveText('Off');
});

test('an address that leads elsewhere stays off and says why', async ({ open }) => {
  const port = await freePort();
  const page = await open('/settings/public-address');
  const panel = panelOf(page);
  await useOwnAddress(page, port, `http://127.0.0.1:${await freePort()}`);
  await expect(panel.getByRole('status')).toHaveText("Couldn't connect");
  await expect(panel).toContainText('127.0.0.1 is there, but nothing answers at its port');
  await expect(page.getByRole('link', { name: "Couldn't connect" })).toBeVisible();
  await expectAccessible(page);
  const ways = page.getByRole('region', { name: 'How it is reached' });
  await ways.getByRole('button', { name: 'Other ways' }).click();
  await ways.getByText('My own server, over SSH', { exact: true }).click();
  await ways.getByRole('button', { name: 'Use this way' }).click();
  await expect(ways).toContainText('Type the name or number of the server.');
  await expect(ways).toContainText('Paste it here.');
});
