import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { deliver, importStripeRouter, paid } from '../deliveries.ts';
import { type App, expect, test } from '../fixtures.ts';
import { openMailSink } from '../mail-sink.ts';
import { activityPage } from '../pages/activity-page.ts';
import { canvasOf, expectLines, readFlow } from '../pages/canvas.ts';
import { DockPage } from '../pages/dock.ts';
import { importShop, order, shopFlow } from '../pages/shop-flow.ts';
import { score } from '../score-task.ts';
import { seedRuns } from '../seed-runs.ts';

/** The tasks of the scorecard (ux.md 10): each is done as a person would, and may cost so many clicks, keys and seconds. */

const openStep = async (page: Page, flow: string, step: string): Promise<DockPage> => {
  await page.goto(new URL(`/#/flows/${flow}`, page.url()).href);
  await canvasOf(page).step(step).click();
  const dock = new DockPage(page);
  await expect(dock.setUp).toBeVisible();
  return dock;
};

const openMail = async (app: App, open: (route?: string) => Promise<Page>, mail: Parameters<typeof shopFlow>[0]) => {
  const flow = await importShop(app, shopFlow(mail));
  const page = await open();
  return { page, dock: await openStep(page, flow, 'Thank you') };
};

/** A run that failed because an order had no name. */
const failOnce = async (app: App): Promise<void> => {
  await importShop(app, shopFlow(), '--on');
  await deliver(app, 'orders', order({ email: 'ana@example.com', name: 'Ana Duarte' }));
  await deliver(app, 'orders', order({ email: 'jo@example.com', name: null }));
  await expect
    .poll(async () => ((await app.whenthen('runs')) as { status: string }[]).map(({ status }) => status))
    .toEqual(['failed', 'succeeded']);
};

test('T02 a template is tested with its example', async ({ open }) => {
  const page = await open();
  await expect(page.getByRole('heading', { name: 'Flows', level: 1 })).toBeVisible();
  await score(page, { id: 'T02', what: 'Template to a tested flow', decisions: 1, limits: [4, 0, 16, 6] }, async () => {
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('link', { name: 'Form entries into a table' }).click();
    await page.getByRole('button', { name: 'Use this template' }).click();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(canvasOf(page).step('Tidy up')).toHaveAccessibleName(/Tested/);
  });
});

test('T03 a check is put between two steps', async ({ app, open }) => {
  const flow = await importShop(app, shopFlow());
  const page = await open(`/flows/${flow}`);
  const canvas = canvasOf(page);
  await expect(canvas.step('Order')).toBeVisible();
  await score(
    page,
    { id: 'T03', what: 'Insert a check between steps 1 and 2', decisions: 1, limits: [3, 5, 10, 2] },
    async () => {
      await canvas.button('Add a step between Order and Tidy order').click();
      await canvas.pick('Only continue if');
      await expect(page.getByRole('region', { name: 'Set up' })).toContainText('Only continue if');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('region', { name: 'Set up' }).locator(':focus')).toBeVisible();
    },
  );
  await expectLines(app, 'Shop orders', ['check>mail:out', 'filter-1>tidy:out', 'hook>filter-1:out', 'tidy>check:out']);
});

test('T04 a field is mapped by a click, by a drag and with a slash', async ({ app, open }) => {
  const { page, dock } = await openMail(app, open, { to: '', subject: 'Thanks' });
  const isMapped = () => expect(dock.chip('To', /mail, ana@example\.com/)).toBeVisible();
  const startOver = async () => {
    await dock.field('To').focus();
    await page.keyboard.press('Control+z');
    await expect(dock.field('To').getByRole('img')).toHaveCount(0);
  };
  const email = dock.row(/^(E-mail|Customer e-mail),/).first();
  await expect(email).toBeVisible();
  await score(
    page,
    { id: 'T04a', what: 'Map the customer e-mail into To, by a click', decisions: 1, limits: [2, 0, 6, 1] },
    async () => {
      await dock.field('To').click();
      await email.click();
      await isMapped();
    },
  );
  await startOver();
  await score(page, { id: 'T04b', what: 'The same by a drag', decisions: 1, limits: [0, 0, 6, 1, 1] }, async () => {
    await email.dragTo(dock.field('To'));
    await isMapped();
  });
  await startOver();
  await dock.field('To').focus();
  await score(page, { id: 'T04c', what: 'The same with a slash', decisions: 1, limits: [0, 8, 6, 1] }, async () => {
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: 'Find a field' }).last()).toBeFocused();
    await page.keyboard.type('e-mail');
    await page.keyboard.press('Enter');
    await isMapped();
  });
});

test('T05 a date is mapped and shown as people write it', async ({ app, open }) => {
  const { page, dock } = await openMail(app, open, { text: '' });
  await expect(dock.row(/^Created,/)).toBeVisible();
  await score(
    page,
    { id: 'T05', what: 'Map "created" and show it as 23 Nov 2026', decisions: 2, limits: [4, 0, 10, 1.5] },
    async () => {
      await dock.field('Text').click();
      await dock.row(/^Created,/).click();
      await dock.chip('Text', /^Created/).click();
      await page.getByRole('button', { name: 'Format date…: 23 Nov 2026' }).click();
      await expect(dock.chip('Text', 'Created, 23 Nov 2026, changed')).toBeVisible();
      await expect(dock.result).toContainText('23 Nov 2026');
    },
  );
});

test('T06 an empty name is replaced by a text', async ({ app, open }) => {
  const { page, dock } = await openMail(app, open, { text: 'Hello {{ trigger.body.data.customer.name }}' });
  await dock.chooseExample('Minimal');
  await score(
    page,
    { id: 'T06', what: 'Set "friend" for an empty name', decisions: 2, limits: [4, 6, 12, 2] },
    async () => {
      await dock.chip('Text', /, empty$/).click();
      const chip = page.getByRole('dialog', { name: 'This field' });
      await chip.getByRole('button', { name: /If empty/ }).click();
      await page.getByRole('option', { name: 'Use a fixed text' }).click();
      await expect(chip.getByRole('textbox', { name: 'Text to use' })).toBeFocused();
      await page.keyboard.type('friend');
      await expect(dock.chip('Text', /friend/)).toBeVisible();
    },
  );
  await expect(dock.field('Text')).toContainText('friend');
});

test('T07 JSON is pasted as an example', async ({ app, open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page, dock } = await openMail(app, open, {});
  const copy = (text: string) => page.evaluate((words) => navigator.clipboard.writeText(words), text);
  const dialog = page.getByRole('dialog', { name: 'Choose an example' });
  await copy('{\n  "name": "Ana"\n  "city": "Porto"\n}');
  await dock.arrived.getByRole('button', { name: /^Sample:/ }).click();
  await page.keyboard.press('Control+v');
  await expect(dialog.getByRole('alert')).toContainText('line 2');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await copy('{ "name": "Ana", "city": "Porto" }');
  await score(page, { id: 'T07', what: 'Paste JSON as a sample', decisions: 1, limits: [2, 1, 8, 1.5] }, async () => {
    await dock.arrived.getByRole('button', { name: /^Sample:/ }).click();
    await page.keyboard.press('Control+v');
    await dialog.getByRole('button', { name: 'Use as sample' }).click();
    await expect(dock.row(/^City,/)).toBeVisible();
  });
});

test('T08 what arrived becomes an example', async ({ app, open }) => {
  await importShop(app, shopFlow(), '--on');
  await deliver(app, 'orders', order({ email: 'kept@example.com', name: 'Kept' }));
  const page = await open();
  await expect(page.getByRole('link', { name: 'Shop orders' })).toBeVisible();
  await score(
    page,
    { id: 'T08', what: 'Use a captured delivery as a sample', decisions: 1, limits: [2, 0, 7, 1.5] },
    async () => {
      await page.getByRole('link', { name: 'Inbox' }).click();
      await page.getByRole('button', { name: 'Use as sample' }).click();
      await expect(page).toHaveURL(/#\/flows\/flow_/);
    },
  );
  await expect(canvasOf(page).step('Order')).toBeVisible();
  expect(JSON.stringify(await readFlow(app, 'Shop orders'))).toContain('kept@example.com');
});

test('T09 a step is tested: the e-mail is seen, and nothing is sent', async ({ app, open }) => {
  const sink = await openMailSink();
  await app.secret('Shop mail', sink.settings, 'smtp');
  const practice = shopFlow();
  const params = { connection: 'Shop mail', to: 'shop@example.com', subject: 'Sold', text: 'An order.' };
  const real = { id: 'copy', type: 'send-email', name: 'Tell the shop', position: { x: 1408, y: 0 }, params };
  const flow = await importShop(app, {
    ...practice,
    nodes: [...practice.nodes, real],
    edges: [...practice.edges, { from: 'mail', to: 'copy' }],
  });
  const page = await open();
  const dock = await openStep(page, flow, 'Thank you');
  await score(page, { id: 'T09', what: 'Test this step', decisions: 1, limits: [1, 1, 4, 1.5] }, async () => {
    await dock.result.getByRole('button', { name: 'Test this step' }).click();
    await expect(dock.result).toContainText('Thanks Ana Duarte!');
    await expect(dock.result).toContainText('ana@example.com');
  });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await expect(canvasOf(page).step('Tell the shop')).toHaveAccessibleName(/Tested/);
  await page.goto(new URL('/#/practice', page.url()).href);
  await expect(page.getByText('Nothing was sent in practice yet')).toBeVisible();
  expect(sink.received).toEqual([]);
  await sink.close();
});

/** Three tests, one of them by the amount it must come to. */
const savedTests = (amount: number) =>
  ['Thanks by name', 'A second look', 'A third look'].map((name, at) => ({
    name,
    sample: 'full',
    pinned: {},
    expect: [
      { node: at === 0 ? 'mail' : 'tidy', op: 'ran' },
      ...(at === 0 ? [{ node: 'tidy', op: 'equals', value: { amount } }] : []),
    ],
  }));

test('T10 a flow is turned on when its tests pass, and stays off when one does not', async ({ app, open }) => {
  const flow = await importShop(app, shopFlow({ more: { tests: savedTests(4900) } }));
  const page = await open(`/flows/${flow}`);
  await expect(canvasOf(page).step('Order')).toBeVisible();
  await score(
    page,
    { id: 'T10', what: 'Turn on with 3 passing tests', decisions: 1, limits: [1, 0, 6, 3] },
    async () => {
      await page.getByRole('button', { name: 'Turn on', exact: true }).click();
      await expect(page.getByText('On', { exact: true }).first()).toBeVisible();
    },
  );
  await app.whenthen('off', 'Shop orders');
  await importShop(app, shopFlow({ more: { tests: savedTests(50) } }));
  await page.reload();
  await page.getByRole('button', { name: 'Turn on', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Tests: 2 of 3 passed');
  await expect(sheet).toContainText('Tidy order: amount was 4900, expected 50.');
  expect((await app.whenthen('list')) as { on: boolean }[]).toMatchObject([{ on: false }]);
});

test('T11 why the last run failed is found', async ({ app, open }) => {
  await failOnce(app);
  const page = await open();
  await expect(page.getByRole('link', { name: 'Shop orders' })).toBeVisible();
  await score(
    page,
    { id: 'T11', what: 'From Home, find why the last run failed', decisions: 1, limits: [2, 0, 7, 1.5] },
    async () => {
      await page.getByRole('link', { name: 'Activity' }).click();
      await page.getByRole('link', { name: /jo@example\.com/ }).click();
      const why = page.getByRole('region', { name: 'Why it stopped' });
      await expect(why).toContainText('Step 4, Thank you, had no value for');
      await expect(why).toContainText('was empty');
    },
  );
});

test('T12 it is fixed, and retried from the failed step', async ({ app, open }) => {
  await failOnce(app);
  const page = await open('/activity');
  await page.getByRole('link', { name: /jo@example\.com/ }).click();
  const dock = new DockPage(page);
  const why = page.getByRole('region', { name: 'Why it stopped' });
  await expect(why).toBeVisible();
  await score(
    page,
    { id: 'T12', what: 'Fix it and retry from the failed step', decisions: 3, limits: [5, 4, 16, 4] },
    async () => {
      await why.getByRole('button').first().click();
      await dock.chip('Subject', /Customer name|^Name/).click();
      await page
        .getByRole('dialog', { name: 'This field' })
        .getByRole('button', { name: /If empty/ })
        .click();
      await page.getByRole('option', { name: 'Leave blank' }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Retry from step 4' }).click();
      await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
    },
  );
  const whenBegun = async (run: { id: string } | undefined) => {
    const whole = (await app.whenthen('run-show', run?.id ?? '')) as { steps: { node: string; startedAt: string }[] };
    return whole.steps.map(({ node, startedAt }) => `${node} ${startedAt}`);
  };
  const [retried, failed] = (await app.whenthen('runs')) as { id: string }[];
  const [tidy, check, mail] = await whenBegun(failed);
  // What had begun before the failed step has not begun again.
  expect(await whenBegun(retried)).toEqual([tidy, check, expect.not.stringContaining(String(mail))]);
});

test('T13 a run is repeated with corrected data', async ({ app, open }) => {
  await importShop(app, shopFlow(), '--on');
  await deliver(app, 'orders', order({ email: 'ana@example.com', name: 'Ana Duarte' }));
  const page = await open('/activity');
  await page.getByRole('link', { name: /ana@example\.com/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
  await score(
    page,
    { id: 'T13', what: 'Replay with edited data, tested first', decisions: 2, limits: [5, 20, 20, 4] },
    async () => {
      await page.getByRole('button', { name: 'More ways to run it again' }).click();
      await page.getByRole('menuitem', { name: 'Edit the data and run…' }).click();
      await dialog.getByText('"ana@example.com"').dblclick({ position: { x: 12, y: 8 } });
      await page.keyboard.type('eva');
      await expect(dialog).toContainText('eva@example.com');
      await expect(dialog).toContainText(/would/);
      await dialog.getByRole('button', { name: 'Run for real' }).click();
      await expect(page.getByRole('link', { name: 'repeats an earlier run' })).toBeVisible();
    },
  );
  await page.getByRole('link', { name: 'repeats an earlier run' }).click();
  await expect(page.getByRole('link', { name: 'was run again' })).toBeVisible();
});

test('T14 one run is found among a hundred thousand, and the list goes on', async ({ app, open }) => {
  await importStripeRouter(app);
  await deliver(app, 'stripe', paid('1', 'jane@acme.co'));
  await expect.poll(async () => app.whenthen('runs')).toHaveLength(1);
  await app.kill();
  seedRuns(app.dataDir, 100_000);
  await app.restart();
  const page = await open('/activity');
  const activity = activityPage(page);
  await expect(activity.rows.first()).toBeVisible();
  await score(
    page,
    { id: 'T14', what: 'Find the run of ana@example.com among 100,000', decisions: 1, limits: [1, 15, 9, 3] },
    async () => {
      await activity.search.click();
      await page.keyboard.type('ana@example.com');
      await expect(activity.row('ana@example.com')).toBeVisible();
    },
  );
  await activity.search.fill('');
  await activity.grid.focus();
  await expect(async () => {
    await page.keyboard.press('End');
    const last = Number(await activity.rows.last().getAttribute('aria-rowindex'));
    expect(last).toBeGreaterThan(2000);
  }).toPass({ intervals: [0], timeout: 30_000 });
});

test('T16 a signing secret is tried while it is pasted', async ({ app, open }) => {
  const flow = await importShop(app, shopFlow());
  const page = await open();
  await openStep(page, flow, 'Order');
  const secret = 'whsec_of-this-story';
  const body = JSON.stringify({ id: 'evt_1', type: 'checkout.session.completed' });
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${signature}` };
  await fetch(`${app.hooksUrl}/hooks/orders`, { method: 'POST', headers, body });
  await expect(page.getByRole('list', { name: 'Last deliveries' })).toContainText('Flow is off');
  const field = page.getByLabel('Paste the signing secret from Stripe');
  await score(
    page,
    { id: 'T16', what: 'Stripe signature: paste and check the secret', decisions: 1, limits: [3, 0, 10, 2] },
    async () => {
      await page.getByRole('button', { name: 'Stripe', exact: true }).click();
      await field.click();
      await field.fill('sk_live_abcdefgh');
      await expect(page.getByText("That's Stripe's API key.")).toBeVisible();
      await field.fill(secret);
      await expect(page.getByText('Matches your last delivery.')).toBeVisible();
      await page.getByRole('button', { name: 'Save secret' }).click();
      await expect(page.getByRole('button', { name: 'Signing secret', exact: true })).toBeVisible();
    },
  );
});

test('T17 a schedule is typed in words', async ({ app, open }) => {
  const nodes = [{ id: 'clock', type: 'schedule', params: { everySeconds: 3600 } }];
  const settings = { timeZone: 'Europe/Lisbon' };
  const flow = await importShop(app, { format: 'whenthen.flow/1', name: 'Shop orders', settings, nodes, edges: [] });
  const page = await open(`/flows/${flow}`);
  await canvasOf(page).steps.first().click();
  const words = page.getByRole('textbox', { name: 'Or type it' });
  const next = page.getByRole('region', { name: 'Next runs' });
  await expect(words).toBeVisible();
  await score(
    page,
    { id: 'T17', what: '"weekdays at 7:30" to its sentence and next runs', decisions: 1, limits: [2, 16, 10, 1] },
    async () => {
      await words.click();
      await page.keyboard.type('weekdays at 7:30');
      await expect(next).toContainText('Monday to Friday at 07:30');
      await expect(next.getByRole('listitem')).toHaveCount(5);
    },
  );
  const days = await next.locator('time').allInnerTexts();
  for (const day of days) expect(day).toMatch(/^(Mon|Tue|Wed|Thu|Fri).*07:30$/);
});

test('T20 a step is deleted and brought back', async ({ app, open }) => {
  const flow = await importShop(app, shopFlow());
  const before = await readFlow(app, 'Shop orders');
  const page = await open(`/flows/${flow}`);
  const canvas = canvasOf(page);
  await score(
    page,
    { id: 'T20', what: 'Delete the middle step and undo', decisions: 1, limits: [1, 2, 4, 1] },
    async () => {
      await canvas.step('Tidy order').click();
      await page.keyboard.press('Delete');
      await expect(page.getByRole('status', { name: 'Messages' })).toContainText('Deleted Tidy order.');
      await page.keyboard.press('Control+z');
      await expect(canvas.step('Tidy order')).toBeVisible();
    },
  );
  await expect.poll(() => readFlow(app, 'Shop orders')).toEqual(before);
});
