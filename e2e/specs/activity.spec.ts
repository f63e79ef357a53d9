import { checkAccessibility } from '../check-accessibility.ts';
import { deliver, importStripeRouter, paid, unpaid } from '../deliveries.ts';
import { expect, test } from '../fixtures.ts';
import { activityPage } from '../pages/activity-page.ts';

test('runs are listed with what they were about, filtered, searched and walked by keys', async ({ app, open }) => {
  await importStripeRouter(app);
  for (const id of ['1', '2', '3']) await deliver(app, 'stripe', paid(id, `jane${id}@acme.co`));
  await deliver(app, 'stripe', unpaid('4', null));
  const page = await open('/activity');
  const activity = activityPage(page);
  await expect(activity.rows).toHaveCount(4);
  await expect(activity.row('invoice.payment_failed')).toContainText('Failed');
  await checkAccessibility(page);

  await activity.filter('Failed').click();
  await expect(activity.rows).toHaveCount(1);
  await activity.filter('All').click();
  await activity.search.fill('jane2');
  await expect(activity.rows).toHaveCount(1);
  await activity.search.fill('');
  await expect(activity.rows).toHaveCount(4);

  await activity.grid.focus();
  await page.keyboard.press('End');
  await expect(activity.chosen).toContainText('jane1@acme.co');
  await page.keyboard.press('k');
  await expect(activity.chosen).toContainText('jane2@acme.co');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('jane2@acme.co');
});

test('a screen opened by its own address is filled', async ({ app, open }) => {
  await importStripeRouter(app);
  await deliver(app, 'stripe', paid('1', 'jane@acme.co'));
  const page = await open('/activity');
  await expect(activityPage(page).rows).toHaveCount(1);
  await page.reload();
  await expect(activityPage(page).rows).toHaveCount(1);
});

test('new runs slide in at the top, and wait while the pointer is on the list', async ({ app, open }) => {
  await importStripeRouter(app);
  await deliver(app, 'stripe', paid('1', 'first@acme.co'));
  const page = await open('/activity');
  const activity = activityPage(page);
  await expect(activity.row('first@acme.co')).toContainText('Done');
  await deliver(app, 'stripe', paid('2', 'second@acme.co'));
  await expect(activity.row('second@acme.co')).toContainText('Done');
  await activity.row('first@acme.co').hover();
  await deliver(app, 'stripe', paid('3', 'third@acme.co'));
  await expect(activity.newRuns).toBeVisible();
  await expect(activity.row('third@acme.co')).toHaveCount(0);
  await activity.newRuns.click();
  await expect(activity.row('third@acme.co')).toContainText('Done');
});
