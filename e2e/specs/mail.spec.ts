import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../fixtures.ts';
import { importFlow } from '../pages/flow-files.ts';

/** A mail that tries everything a mail can try. */
const html = `<html><head><style>h1 { color: #6a3fc9 } @import url(https://example.com/a.css);</style>
  <meta http-equiv="refresh" content="0;url=https://example.com/"><base href="https://example.com/"></head>
  <body onload="parent.postMessage('ran', '*')"><h1>Thank you</h1>
  <p style="color: rgb(180, 35, 42); background: url(https://example.com/t.png)">On its way.</p>
  <img src="https://example.com/t.png" alt="Logo" onerror="parent.postMessage('ran', '*')">
  <script>parent.postMessage('ran', '*')</script><svg onload="parent.postMessage('ran', '*')"></svg>
  <iframe srcdoc="<script>top.postMessage('ran', '*')</script>"></iframe>
  <form action="https://example.com/"><button>Send</button></form>
  <a href="javascript:parent.postMessage('ran', '*')">Track it</a></body></html>`;

const flow = {
  format: 'whenthen.flow/1',
  name: 'Welcome',
  nodes: [
    { id: 'start', type: 'manual' },
    {
      id: 'mail',
      type: 'send-email',
      params: {
        to: 'Ana Duarte <ana@example.com>',
        subject: 'Thanks Ana!',
        text: 'Thank you, Ana.',
        html,
        attachments: [{ name: 'order.txt', content: 'Order 1043' }],
      },
    },
    { id: 'tell', type: 'notify', params: { title: 'Order from Ana', text: 'Paid' } },
  ],
  edges: [
    { from: 'start', to: 'mail' },
    { from: 'mail', to: 'tell' },
  ],
};

test('a practice e-mail looks as its reader would see it, and nothing in it runs or is fetched', async ({
  app,
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Looking into the frame from here is what the browser blocks with these words.
    if (message.type() === 'error' && !message.text().startsWith('Blocked script execution'))
      complaints.push(message.text());
  });
  await importFlow(app, flow);
  await page.goto(app.url);
  await expect(page.getByRole('heading', { name: 'Flows', level: 1 })).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).hostname));
  await page.evaluate(() => addEventListener('message', ({ data }) => Object.assign(window, { ran: data })));
  const run = (await app.whenthen('run', 'Welcome')) as { id: string; status: string };
  expect(run.status).toBe('succeeded');

  await expect(page.getByRole('status', { name: 'Messages' }).getByText('Order from Ana')).toBeVisible();
  await page.evaluate((id) => {
    location.hash = `/activity/${id}`;
  }, run.id);
  await expect(page.getByText('Kept 1 e-mail in the Practice outbox')).toBeVisible();
  await page.getByRole('button', { name: /Send e-mail/ }).click();
  await expect(page.getByText('Practice: it goes to nobody')).toBeVisible();
  await expect(page.getByText('Ana Duarte <ana@example.com>')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Attachments' })).toContainText('order.txt');

  const mail = page.frameLocator('iframe[title="The e-mail as it looks"]');
  await expect(mail.getByRole('heading', { name: 'Thank you' })).toHaveCSS('color', 'rgb(106, 63, 201)');
  await expect(mail.getByText('On its way.')).toHaveCSS('color', 'rgb(180, 35, 42)');
  await expect(mail.getByText('Picture: Logo')).toBeVisible();
  await expect(mail.getByText('Send', { exact: true })).toHaveCount(0);
  await mail.getByText('Track it').click();
  await expect(mail.getByRole('heading', { name: 'Thank you' })).toBeVisible();

  await page.getByRole('radio', { name: 'Phone' }).click();
  await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width ?? 999).toBeLessThanOrEqual(375);
  await page.getByRole('radio', { name: 'Plain' }).click();
  await expect(page.getByRole('region', { name: 'Text of the e-mail' })).toHaveText('Thank you, Ana.');

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(complaints).toEqual([]);
  expect(asked.filter((host) => host !== '127.0.0.1')).toEqual([]);
});
