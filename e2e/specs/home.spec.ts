import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { greetingFlow, importFlow } from '../pages/flow-files.ts';
import { flowsPage, starterFile } from '../pages/flows-page.ts';

const read = (id: string) => JSON.parse(readFileSync(starterFile(id), 'utf8'));

test('the first screen leads to the demo shop in one press', async ({ open }) => {
  const page = await open();
  await expect(page.getByText('Start from something that already works.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Try the demo shop' }).click();
  await expect(page).toHaveURL(/#\/flows\/flow_/);
  await page.goto(new URL('/#/flows', page.url()).href);
  const flows = flowsPage(page);
  await expect(flows.row('Demo shop: thank big orders')).toContainText('Off');
});

test('an address that is led back to the start while it is left still shows the flows', async ({ app, open, page }) => {
  await importFlow(app, greetingFlow('greet'));
  await page.addInitScript(() => {
    const leadBack = (): void => {
      if (location.hash !== '#/flows') return;
      removeEventListener('hashchange', leadBack);
      history.replaceState(null, '', '#/');
    };
    addEventListener('hashchange', leadBack);
  });
  await open('/');
  await expect(flowsPage(page).link('Greeting')).toBeVisible();
});

test('a flow file is looked at, added, turned on, and shows what arrives', async ({ app, open }) => {
  const page = await open();
  const flows = flowsPage(page);
  await flows.pickFile(starterFile('form-to-table'));
  await expect(flows.dialog).toContainText('Form entries into a table');
  await expect(flows.dialog).toContainText("Read and change the database forms.db, in WhenThen's own files");
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add to my flows' }).click();
  await expect(flows.row('Form entries into a table')).toContainText('1 thing to finish');

  await flows.press('Form entries into a table');
  await expect(flows.dialog).toContainText('It asks for 1 permission');
  await expect(flows.dialog).toContainText('Tests: 3 of 3 passed');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect(flows.messages).toContainText('Form entries into a table is listening at');
  await expect(flows.toggle('Form entries into a table')).toBeChecked();

  const answer = await fetch(`${app.hooksUrl}/hooks/form`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ana', email: 'ana@example.com' }),
  });
  expect(answer.status).toBe(200);
  await expect(flows.row('Form entries into a table')).toContainText('1 this week');
  await expect(flows.row('Form entries into a table')).toContainText('just now');
  await expectAccessible(page);
});

test('turning off is immediate and can be taken back', async ({ app, open }) => {
  await app.whenthen('import', starterFile('customer-card'), '--allow', 'all', '--on');
  const page = await open();
  const flows = flowsPage(page);
  await flows.press('Customer card as a file');
  await expect(flows.toggle('Customer card as a file')).not.toBeChecked();
  await expect(flows.messages).toContainText('Customer card as a file is off');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(flows.toggle('Customer card as a file')).toBeChecked();
});

test('missing setup keeps a flow off, failed tests may be overruled', async ({ app, open }) => {
  const failing = { ...read('customer-card'), name: 'Wrong test' };
  failing.tests[0].expect = [{ node: 'unknown', op: 'ran' }];
  await importFlow(app, failing, { allow: 'all' });
  await app.whenthen('import', starterFile('failed-payment'), '--allow', 'all');
  const page = await open();
  const flows = flowsPage(page);

  await flows.press('Follow up failed payments');
  await expect(flows.dialog).toContainText('1 connection is missing');
  await expect(flows.dialog).toContainText('It stays off until this is done.');
  await expect(page.getByRole('button', { name: 'Turn on anyway' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Close' }).click();

  await flows.press('Wrong test');
  await expect(flows.dialog).toContainText('Tests: 1 of 2 passed');
  await expect(flows.dialog).toContainText('A known customer gets a card');
  await page.getByRole('button', { name: 'Turn on anyway' }).click();
  await expect(flows.toggle('Wrong test')).toBeChecked();
  await expect(flows.toggle('Follow up failed payments')).not.toBeChecked();
});

test('a flow is duplicated, exported, deleted and restored', async ({ app, open }) => {
  await app.whenthen('import', starterFile('customer-card'), '--allow', 'all');
  const page = await open();
  const flows = flowsPage(page);
  const name = 'Customer card as a file';
  await flows.choose(name, 'Duplicate');
  await expect(flows.row(`${name} 2`)).toBeVisible();

  const download = page.waitForEvent('download');
  await flows.choose(name, 'Export');
  expect((await download).suggestedFilename()).toBe(`${name}.flow.json`);
  expect(JSON.parse(readFileSync(await (await download).path(), 'utf8'))).toMatchObject({ name });

  await flows.choose(name, 'Delete…');
  await expect(flows.question).toContainText('It has no runs.');
  await page.getByRole('button', { name: 'Delete flow' }).click();
  await expect(flows.link(name)).toHaveCount(0);
  await page.getByRole('button', { name: 'Recently deleted (1)' }).click();
  await page.getByRole('button', { name: `Restore ${name}` }).click();
  await expect(flows.dialog).toContainText('Nothing was deleted');
  await flows.dialog.getByRole('button', { name: 'Close' }).first().click();
  await expect(flows.row(name)).toBeVisible();
});

test('a dropped file is read; one that is no flow is explained', async ({ open }) => {
  const page = await open();
  const flows = flowsPage(page);
  const drop = (text: string) =>
    page.evaluate((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'dropped.flow.json'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    }, text);
  await expect(page.getByRole('heading', { name: 'Nothing automated yet' })).toBeVisible();
  await drop('these are words');
  await expect(flows.dialog).toContainText('It is not a flow file');
  await flows.dialog.getByRole('button', { name: 'Close' }).first().click();
  await drop('{"some": "other thing"}');
  await expect(page.getByRole('button', { name: 'Add to my flows' })).toBeDisabled();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await drop(JSON.stringify(read('github-release')));
  await expect(flows.dialog).toContainText('Connections it needs that are not here yet');
});

test('flows that keep failing call for their person, and the list is filtered and searched', async ({ app, open }) => {
  const stop = {
    format: 'whenthen.flow/1',
    name: 'Always fails',
    nodes: [
      { id: 'hook', type: 'webhook', params: { path: 'fails' } },
      { id: 'end', type: 'stop', params: { as: 'failed', message: 'No' } },
    ],
    edges: [{ from: 'hook', to: 'end' }],
  };
  const file = path.join(app.dataDir, 'fails.flow.json');
  writeFileSync(file, JSON.stringify(stop));
  await app.whenthen('import', file, starterFile('customer-card'), '--allow', 'all', '--on');
  const page = await open();
  const flows = flowsPage(page);
  for (let time = 0; time < 3; time += 1) await fetch(`${app.hooksUrl}/hooks/fails`, { method: 'POST' });
  await expect(page.getByText('1 flow needs you')).toBeVisible();
  await expect(flows.row('Always fails')).toContainText('Needs attention');
  await flows.filter(/Needs attention/).click();
  expect(await flows.names()).toEqual(['Always fails']);
  await flows.filter(/^All/).click();
  await flows.search.fill('card');
  await expect(flows.link('Always fails')).toHaveCount(0);
  await flows.search.fill('nothing like it');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(flows.link('Always fails')).toBeVisible();
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page).toHaveURL(/#\/activity\/run_/);
});

test('two hundred flows are listed and searched without waiting', async ({ app, open }) => {
  const files = Array.from({ length: 200 }, (_, number) => {
    const file = path.join(app.dataDir, `many-${number}.flow.json`);
    const name = `Flow number ${String(number).padStart(3, '0')}`;
    writeFileSync(file, JSON.stringify({ ...read('customer-card'), name }));
    return file;
  });
  await app.whenthen('import', ...files, '--allow', 'all');
  const page = await open();
  const flows = flowsPage(page);
  await expect(flows.link('Flow number 199')).toBeAttached();
  await flows.search.fill('number 117');
  await expect(page.getByRole('list', { name: 'Flows' }).getByRole('listitem')).toHaveCount(1);
  expect(await flows.names()).toEqual(['Flow number 117']);
});

test('the list is used by keyboard alone', async ({ app, open }) => {
  await app.whenthen('import', starterFile('customer-card'), '--allow', 'all');
  const page = await open();
  const flows = flowsPage(page);
  await flows.toggle('Customer card as a file').focus();
  await page.keyboard.press('Space');
  await expect(flows.toggle('Customer card as a file')).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(flows.link('Customer card as a file')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/flows\/flow_/);
});
