import { checkAccessibility } from '../check-accessibility.ts';
import { deliver, importStripeRouter, paid } from '../deliveries.ts';
import { expect, test } from '../fixtures.ts';
import { inboxPage } from '../pages/inbox-page.ts';

test('a delivery appears by itself, says what became of it, and leads to its run', async ({ app, open }) => {
  await importStripeRouter(app);
  const page = await open('/inbox');
  const inbox = inboxPage(page);
  await expect(page.getByText('Nothing has arrived yet')).toBeVisible();
  await deliver(app, 'stripe', paid('1', 'jane@acme.co'));
  await expect(inbox.row('payment_intent.succeeded · jane@acme.co · 49.00 EUR')).toContainText('Started 1 run');
  await expect(inbox.verdict).toContainText('Started 1 run of Stripe router');
  await expect(inbox.field('Receipt e-mail')).toContainText('jane@acme.co');
  await inbox.tab('Headers').click();
  await expect(inbox.detail.getByRole('rowheader', { name: 'content-type' })).toBeVisible();
  await checkAccessibility(page);
  await inbox.verdict.getByRole('link', { name: 'See the run' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('jane@acme.co');
});

test('what did not run says why, and can be found and removed', async ({ app, open }) => {
  await importStripeRouter(app);
  await deliver(app, 'stripe', paid('1', 'jane@acme.co'));
  await deliver(app, 'stripe', paid('1', 'jane@acme.co'));
  await deliver(app, 'nowhere', { x: 1 });
  await deliver(app, 'stripe', '{"not json');
  const page = await open('/inbox');
  const inbox = inboxPage(page);
  await expect(inbox.rows).toHaveCount(4);
  await inbox.filter('Not run').click();
  await expect(inbox.rows).toHaveCount(3);
  await inbox.row('Repeat – already handled').click();
  await expect(inbox.verdict).toContainText('arrived before and was handled then');
  await inbox.row('Couldn’t be read').click();
  await expect(inbox.verdict).toContainText('kept but not run');
  await inbox.tab('Raw').click();
  await expect(inbox.detail).toContainText('{"not json');
  await inbox.row('No step uses this').click();
  await inbox.button('More for this event').click();
  await inbox.command('Delete…').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(inbox.rows).toHaveCount(2);
  await inbox.filter('All').click();
  await inbox.search.fill('ACME');
  await expect(inbox.rows).toHaveCount(2);
  await inbox.search.fill('nobody wrote this');
  await expect(page.getByText('Nothing fits these filters')).toBeVisible();
});

test('a delivery becomes an example of its flow', async ({ app, open }) => {
  await importStripeRouter(app);
  await deliver(app, 'stripe', paid('7', 'kept@acme.co'));
  const page = await open('/inbox');
  const inbox = inboxPage(page);
  await inbox.button('Use as sample').click();
  await expect(page).toHaveURL(/#\/flows\/flow_/);
  const flow = (await app.whenthen('export', 'Stripe router')) as { samples: { name: string; payload: unknown }[] };
  expect(JSON.stringify(flow.samples.at(-1))).toContain('kept@acme.co');
});

test('running now shows every effect first, and only then runs', async ({ app, open }) => {
  await importStripeRouter(app);
  await deliver(app, 'stripe', paid('1', 'jane@acme.co'));
  const page = await open('/inbox');
  const inbox = inboxPage(page);
  await inbox.button('Test flow with it').click();
  await expect(inbox.dialog).toContainText('Nothing was sent or saved.');
  await expect(inbox.dialog).toContainText('It would make 1 change in a table.');
  await inbox.dialog.getByRole('button', { name: 'Close' }).last().click();
  await inbox.button('More for this event').click();
  await inbox.command('Run now…').click();
  await expect(inbox.dialog).toContainText('Create account');
  expect(await app.call('runs.list', {})).toHaveLength(1);
  await inbox.dialog.getByRole('button', { name: 'Run for real' }).click();
  await expect(page).toHaveURL(/#\/activity\/run_/);
  expect(await app.call('runs.list', {})).toHaveLength(2);
});
