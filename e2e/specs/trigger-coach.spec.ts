import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';

test('what starts a flow is chosen by where it comes from, with the keyboard alone', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Start empty' }).click();
  const palette = page.getByRole('complementary', { name: 'Steps' });
  await palette.getByRole('button', { name: 'Help me choose' }).press('Enter');
  const coach = page.getByRole('dialog', { name: 'Help me choose' });
  await expect(coach.getByRole('list', { name: 'What fits' })).toContainText('Most services send again');
  await coach.getByRole('radio', { name: 'A web service' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(coach.getByRole('radio', { name: 'A time' })).toBeChecked();
  await expect(coach.getByRole('list', { name: 'What fits' })).toContainText('Nothing is lost');
  await expectAccessible(page);
  await coach.getByRole('button', { name: 'Add Schedule' }).press('Enter');
  await expect(coach).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Set up' })).toBeVisible();
});

test('the card that asks when offers the same help', async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'Start empty' }).click();
  await page.getByText('When should this happen?').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Help me choose' }).last().click();
  const coach = page.getByRole('dialog', { name: 'Help me choose' });
  await coach.getByText('Me', { exact: true }).click();
  await coach.getByRole('button', { name: 'Add Start by hand' }).click();
  await expect(page.getByText('When should this happen?')).toHaveCount(0);
});
