import { expect, test } from '../fixtures.ts';

test('the app opens from its link, and every screen can be reached from the rail', async ({ open }) => {
  const page = await open();
  await expect(page.getByRole('heading', { name: 'Flows', level: 1 })).toBeVisible();
  for (const name of ['Inbox', 'Activity', 'Connections', 'Templates', 'Settings']) {
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }
});

test('without the link there is nothing to see', async ({ app, request }) => {
  const answer = await request.get(new URL('/', app.url).href);
  expect([answer.status(), await answer.text()]).toEqual([401, '']);
});

test('a restarted engine is noticed and found again', async ({ app, open }) => {
  const page = await open();
  await expect(page.getByRole('heading', { name: 'Flows', level: 1 })).toBeVisible();
  await app.kill();
  await expect(page.getByText('WhenThen is not answering.')).toBeVisible();
  await app.restart();
  await expect(page.getByText('WhenThen is not answering.')).toBeHidden();
});

test('a computer without internet reads and changes flows all the same', async ({ open }) => {
  const page = await open('/settings/data');
  await expect(page.getByText('30 days, at most 100,000 per flow')).toBeVisible();
  // Told by the browser itself, as it does when the network goes; the engine on this computer is still there.
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await page.getByRole('link', { name: 'Connections' }).click();
  await expect(page.getByRole('heading', { name: 'No connections yet' })).toBeVisible();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Make the demo shop' }).click();
  await expect(page.getByRole('button', { name: 'Reset demo shop…' })).toBeVisible();
});

test('a screen that is loaded again reads again', async ({ open }) => {
  const page = await open('/settings/data');
  for (const _time of ['once', 'twice']) {
    await page.reload();
    await expect(page.getByText('30 days, at most 100,000 per flow')).toBeVisible();
  }
});
