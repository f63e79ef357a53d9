import { expect, test } from '../fixtures.ts';

test('the app opens from its link, and every screen can be reached from the rail', async ({ open }) => {
  const page = await open();
  await expect(page.getByRole('heading', { name: 'Flows', level: 1 })).toBeVisible();
  for (const name of ['Inbox', 'Activity', 'Connections', 'Templates', 'Settings']) {
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }
});

test('a page that is loaded again reads again', async ({ open }) => {
  const page = await open('/inbox');
  for (let time = 0; time < 3; time += 1) {
    await page.reload();
    await expect(page.getByText('Anything sent to your webhook addresses')).toBeVisible();
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
