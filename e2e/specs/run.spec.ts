import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkAccessibility } from '../check-accessibility.ts';
import { deliver, importStripeRouter, unpaid } from '../deliveries.ts';
import { type App, expect, test } from '../fixtures.ts';
import { importFlow } from '../pages/flow-files.ts';
import { runPage } from '../pages/run-page.ts';

interface Listed {
  id: string;
  status: string;
}

const newestRun = async (app: App, status: string): Promise<string> => {
  let found: Listed | undefined;
  await expect(async () => {
    found = (await app.call('runs.list', {})).find((run) => run.status === status);
    expect(found).toBeDefined();
  }).toPass();
  return found?.id ?? '';
};

const importOn = (app: App, document: object): Promise<string> =>
  importFlow(app, { format: 'whenthen.flow/1', ...document }, { on: true, allow: 'all' });

test('a failed run says why, shows what differs, and runs again with corrected data', async ({ app, open }) => {
  await importStripeRouter(app);
  for (const id of ['1', '2', '3']) await deliver(app, 'stripe', unpaid(id, `ana${id}@example.com`));
  await deliver(app, 'stripe', unpaid('4', null));
  const page = await open(`/activity/${await newestRun(app, 'failed')}`);
  const run = runPage(page);
  await expect(run.why).toContainText('Step 5, Reminder, had no value for “Customer e-mail”.');
  await expect(run.why).toContainText('It was filled in all of your last 3 runs.');
  await expect(run.step('Reminder')).toHaveAttribute('aria-current', 'step');
  await expect(run.step('Prepare reminder')).toContainText('not reached');
  await expect(run.differing.getByRole('row').filter({ hasText: 'Customer e-mail' })).toContainText('ana3@example.com');
  await checkAccessibility(page);

  await run.button('Edit the data and retry').click();
  await expect(run.dialog).toContainText('It would stop on the way');
  const whole = await app.call('runs.show', { run: page.url().split('/').at(-1) ?? '' });
  const corrected = JSON.stringify(whole.payload, null, 2).replace(
    '"customer_email": null',
    '"customer_email": "new@example.com"',
  );
  await run.editor.fill(corrected);
  await expect(run.changes).toContainText('new@example.com');
  await expect(run.dialog).toContainText('It would make 1 change in a table.');
  await run.dialog.getByRole('button', { name: 'Run for real' }).click();
  await expect(run.facts('Done')).toBeVisible();
  await run.link('repeats an earlier run').click();
  await expect(run.link('was run again')).toBeVisible();
  await expect(run.why).toBeVisible();
});

test('a retry goes on at the failed step and repeats nothing that was done', async ({ app, open }) => {
  const flowWith = (table: string) => ({
    name: 'Two steps',
    nodes: [
      { id: 'in', type: 'webhook', params: { path: 'two' } },
      {
        id: 'save',
        type: 'sqlite-write',
        name: 'Save',
        params: {
          file: 'two.db',
          table: 'a',
          mode: 'insert',
          values: [{ column: 'x', value: '{{ trigger.body.x }}' }],
          createTable: true,
        },
      },
      { id: 'look', type: 'sqlite-query', name: 'Look up', params: { file: 'two.db', sql: `SELECT * FROM ${table}` } },
    ],
    edges: [
      { from: 'in', to: 'save' },
      { from: 'save', to: 'look' },
    ],
  });
  await importOn(app, flowWith('missing'));
  await deliver(app, 'two', { x: 5 });
  const failed = await newestRun(app, 'failed');
  await importOn(app, flowWith('a'));
  const page = await open(`/activity/${failed}`);
  const run = runPage(page);
  await expect(run.steps).toContainText('Already done, will not be repeated:');
  await run.button('Retry from step 3').click();
  await expect(run.dialog).toContainText('will not run again, so nothing is sent or saved twice.');
  await expect(run.dialog.getByRole('radio', { name: 'As it is now (version 2)' })).toBeChecked();
  await run.dialog.getByRole('button', { name: 'Retry' }).click();
  await expect(run.facts('Done')).toBeVisible();
  await run.step('Look up').click();
  await run.tab('What it made').click();
  await expect(run.panel).toContainText('Rows (1)');
  await run.view('Canvas').click();
  await expect(page.getByText('Save').first()).toBeVisible();
  await checkAccessibility(page);
});

test('a step nobody knows the end of asks the person', async ({ app, open }) => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const arrived = new Promise<void>((resolve) => silent.once('request', () => resolve()));
  const { port } = silent.address() as AddressInfo;
  await importOn(app, {
    name: 'Order',
    settings: { afterCrash: 'ask' },
    nodes: [
      { id: 'in', type: 'webhook', params: { path: 'order' } },
      {
        id: 'send',
        type: 'http-request',
        name: 'Send order',
        params: { method: 'POST', url: `http://127.0.0.1:${port}/` },
      },
    ],
    edges: [{ from: 'in', to: 'send' }],
  });
  await deliver(app, 'order', {});
  await arrived;
  await app.kill();
  silent.closeAllConnections();
  silent.close();
  await app.restart();
  const page = await open(`/activity/${await newestRun(app, 'needs-decision')}`);
  const run = runPage(page);
  await expect(run.decision).toContainText('Step 2, Send order, may or may not have been done.');
  await checkAccessibility(page);
  await run.decision.getByRole('radio', { name: 'It was done', exact: true }).check({ force: true });
  await run.decision.getByRole('button', { name: 'Go on' }).click();
  await expect(run.facts('Done')).toBeVisible();
});

test('a flow that keeps no data says so in place of blanks', async ({ app, open }) => {
  await importOn(app, {
    name: 'Private',
    settings: { keepData: false },
    nodes: [
      { id: 'in', type: 'webhook', params: { path: 'private' } },
      { id: 'map', type: 'map', name: 'Pick', params: { fields: [{ name: 'a', value: '{{ trigger.body.a }}' }] } },
    ],
    edges: [{ from: 'in', to: 'map' }],
  });
  await deliver(app, 'private', { a: 'secret words' });
  const page = await open(`/activity/${await newestRun(app, 'succeeded')}`);
  const run = runPage(page);
  await expect(page.getByText('The data of this run was not kept')).toBeVisible();
  await expect(run.button('Run again')).toBeDisabled();
  await run.tab('What it made').click();
  await expect(run.panel).toContainText('What it made was not kept.');
});
