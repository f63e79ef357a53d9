import { expect, test } from '../desktop.ts';
import { canvasOf } from '../pages/canvas.ts';

/** What only the desktop window can show. Told where Electron's program is; the project `browser` leaves it out. */

test('the window opens on its own page, which can reach the engine and nothing else', async ({ page }) => {
  await expect(page).toHaveURL(/^app:\/\/whenthen\/#\/flows$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Flows' })).toBeVisible();
  expect(
    await page.evaluate(() => ({
      bridge: Object.keys((window as never as { whenthen: object }).whenthen).toSorted(),
      node: ['require', 'process', 'Buffer', 'electron'].filter((name) => name in window),
    })),
  ).toEqual({ bridge: ['close', 'onMessage', 'send'], node: [] });
});

test('a first flow is made in it and gets what arrives', async ({ page }) => {
  await page.getByRole('button', { name: 'Blank flow' }).click();
  await canvasOf(page).button('Webhook').click();
  const address = page.getByRole('textbox', { name: 'Address on this computer' });
  await expect(address).toHaveValue(/\/hooks\/[0-9a-f]{32}$/);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await fetch(await address.inputValue(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"Ana"}',
  });
  await expect(page.getByRole('button', { name: /^Sample: Arrived/ })).toBeVisible();
});

test('nothing leads out of the window', async ({ desktop, page }) => {
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await expect(page).toHaveURL(/^app:\/\/whenthen\//);
  expect(await page.evaluate(() => window.open('http://example.com/'))).toBeNull();
  expect(desktop.windows()).toHaveLength(1);
});
