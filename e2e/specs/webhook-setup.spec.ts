import { createHmac } from 'node:crypto';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { openStep } from '../pages/editor.ts';
import { greetingFlow, importFlow } from '../pages/flow-files.ts';

const secret = 'whsec_of-this-story';

/** Sends what Stripe would have sent with this secret. */
const sendAsStripe = (address: string, key = secret) => {
  const body = JSON.stringify({ id: 'evt_1', type: 'checkout.session.completed', livemode: false });
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', key).update(`${time}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${signature}` };
  return fetch(address, { method: 'POST', headers, body });
};

test('a signing secret is tried while it is pasted, against what really arrived', async ({ app, open }) => {
  const flow = await importFlow(app, greetingFlow('pay'));
  const page = await open(`/flows/${flow}`);
  await openStep(page, 'Webhook');
  await page.getByRole('button', { name: 'Stripe', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Sample: Stripe – / })).toBeVisible();
  await expect(page.getByText('Click Reveal under Signing secret', { exact: false })).toBeVisible();

  const field = page.getByLabel('Paste the signing secret from Stripe');
  await field.fill('sk_live_abcdefgh');
  await expect(page.getByText("That's Stripe's API key.")).toBeVisible();
  await expect(page.getByText('The signing secret starts with whsec_', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save secret' })).toBeDisabled();

  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await sendAsStripe(`${app.hooksUrl}/hooks/pay`);
  await expect(page.getByRole('list', { name: 'Last deliveries' })).toContainText('Flow is off – kept');
  await field.fill('whsec_of-another');
  await expect(page.getByText('This secret does not match your last delivery.')).toBeVisible();
  await field.fill(secret);
  await expect(page.getByText('Matches your last delivery.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save secret' }).click();
  await expect(page.getByRole('button', { name: 'Signing secret', exact: true })).toHaveText('Stripe signing secret');
  await expect(page.getByText('Matches your last delivery.')).toBeVisible();
  expect(await page.content()).not.toContain(secret);
});

test('a practice delivery is kept while the flow is off, and starts it signed once it is on', async ({ app, open }) => {
  const flow = await importFlow(app, greetingFlow('pay'));
  const page = await open(`/flows/${flow}`);
  await openStep(page, 'Webhook');
  const list = page.getByRole('list', { name: 'Last deliveries' });
  await page.getByRole('button', { name: 'Stripe', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Sample: Stripe – / })).toBeVisible();
  await page.getByRole('button', { name: 'Send a practice delivery' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('Flow is off – kept');
  await expect(page.getByText('Got one!', { exact: false })).toBeVisible();

  await page.getByLabel('Paste the signing secret from Stripe').fill(secret);
  await page.getByRole('button', { name: 'Save secret' }).click();
  await expect(page.getByRole('button', { name: 'Signing secret', exact: true })).toBeVisible();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await app.whenthen('on', 'Greeting');
  await page.getByRole('button', { name: 'Send a practice delivery' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send and run for real' }).click();
  await expect(list.getByRole('listitem').first()).toContainText('Started 1 run');
  await expect(list.getByRole('listitem').first()).toContainText('Practice');
  // It was signed by this app itself, so it says nothing about the secret.
  await expect(page.getByText('It will be tried as soon as something arrives.', { exact: false })).toBeVisible();
});

test('events are chosen, the answer is worded, the address is made anew', async ({ app, open }) => {
  const flow = await importFlow(app, greetingFlow('pay'));
  const page = await open(`/flows/${flow}`);
  await openStep(page, 'Webhook');
  await page.getByRole('button', { name: 'GitHub' }).click();
  const setUp = page.getByRole('region', { name: 'Set up' });
  await setUp.getByText('Only the chosen ones').click();
  await setUp.getByText('push', { exact: true }).click();
  await setUp.getByText('At once, with my own text').click();
  await page.getByRole('textbox', { name: 'Text of the answer' }).fill('thank you');
  await expect(page.getByRole('textbox', { name: 'Address on this computer' })).toHaveValue(
    `${app.hooksUrl}/hooks/pay`,
  );
  await page.getByRole('button', { name: 'New address…' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText("GitHub can't reach this flow any more");
  await question.getByRole('button', { name: 'Make new address' }).click();
  await expect(page.getByRole('textbox', { name: 'Address on this computer' })).toHaveValue(/\/hooks\/[0-9a-f]{32}$/);
  await page.getByRole('button', { name: 'Advanced' }).click();
  await expectAccessible(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const file = (await app.whenthen('export', 'Greeting')) as { nodes: { params: { [name: string]: unknown } }[] };
  expect(file.nodes[0]?.params).toMatchObject({
    verify: { kind: 'github' },
    allowEvents: { value: '{{ trigger.headers.x-github-event }}', oneOf: ['push'] },
    responseBody: 'thank you',
  });
});
