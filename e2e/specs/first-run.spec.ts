import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { runPage } from '../pages/run-page.ts';

test('from nothing to a run in five clicks, without typing', async ({ open }) => {
  const page = await open();
  await expect(page.getByRole('heading', { name: 'Nothing automated yet' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Try the demo shop' }).click();
  const card = page.getByRole('complementary', { name: 'First steps' });
  await expect(card.getByRole('img', { name: 'To do' })).toHaveCount(3);
  await expectAccessible(page);

  await card.getByRole('button', { name: 'Test it' }).click();
  await expect(page.getByText('Test finished. Nothing was sent.')).toBeVisible();
  await card.getByRole('button', { name: 'Turn it on' }).click();
  await card.getByRole('button', { name: 'Add a demo order' }).click();
  await expect(card.getByRole('heading', { name: "That's a flow." })).toBeVisible();
  await expectAccessible(page);

  await card.getByRole('button', { name: 'See what happened' }).click();
  await expect(runPage(page).facts('Done')).toBeVisible();
  await expect(runPage(page).steps).toContainText('Total over 50');
});

test('put away, the first steps stay away until they are asked for', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Try the demo shop' }).click();
  const card = page.getByRole('complementary', { name: 'First steps' });
  await card.getByRole('button', { name: 'Put the first steps away' }).press('Enter');
  await expect(card).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible();
  await expect(card).toHaveCount(0);

  await page.goto(new URL('/#/flows', page.url()).href);
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor();
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('first steps');
  await page.keyboard.press('Enter');
  await expect(card).toBeVisible();
});
