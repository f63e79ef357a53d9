import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { type App, expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/check-axe.ts';
import { importFlow } from '../pages/flow-files.ts';

const hourMs = 3_600_000;

const hourly = (name: string, missed: string) => ({
  format: 'whenthen.flow/1' as const,
  name,
  nodes: [
    { id: 'every', type: 'schedule', params: { cron: '0 * * * *', missed } },
    { id: 'keep', type: 'map', params: { fields: [{ name: 'at', value: '{{ trigger.scheduledAt }}' }] } },
  ],
  edges: [{ from: 'every', to: 'keep' }],
});

/** How many schedules have written down how far they looked. */
const begun = ({ dataDir }: App): number => {
  const runs = new Sqlite(path.join(dataDir, 'runs.db'), { readonly: true });
  const count = Number(runs.prepare('SELECT count(*) FROM watch_states').pluck().get());
  runs.close();
  return count;
};

/** Makes the closed app believe that it was closed three hours ago. */
const closedLongAgo = ({ dataDir }: App): void => {
  const then = Date.now() - 3 * hourMs;
  const config = new Sqlite(path.join(dataDir, 'config.db'));
  config.prepare("UPDATE settings SET value = ? WHERE key = 'presence.alive'").run(String(then));
  config.close();
  const runs = new Sqlite(path.join(dataDir, 'runs.db'));
  runs.prepare("UPDATE watch_states SET state = json_set(state, '$.lookedMs', ?)").run(then);
  runs.close();
};

test('what was missed while the app was closed is told, decided about and put away', async ({ app, open }) => {
  await importFlow(app, hourly('Catches up', 'run-once'), { on: true });
  await importFlow(app, hourly('Asks', 'ask'), { on: true });
  await open();
  await expect.poll(() => begun(app)).toBe(2);
  await app.kill();
  closedLongAgo(app);
  await app.restart();

  const page = await open();
  const panel = page.getByRole('region', { name: 'While you were away' });
  await expect(panel).toContainText(
    '2 scheduled runs were missed, 1 was caught up. 3 missed runs wait for you to decide.',
  );
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Decide' }).press('Enter');
  const sheet = page.getByRole('dialog', { name: 'While you were away' });
  await expect(sheet).toContainText('WhenThen was closed from');
  await expectAccessible(page);

  const waiting = sheet.getByRole('region', { name: 'Waiting for you' });
  await waiting
    .getByRole('button', { name: /^Skip: Asks/ })
    .first()
    .click();
  await expect(waiting.getByRole('listitem')).toHaveCount(2);
  await waiting.getByRole('button', { name: 'Run all 2, one by one' }).click();
  await expect(waiting).toHaveCount(0);
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(panel).toContainText('2 scheduled runs were missed, 1 was caught up.');
  await panel.getByRole('button', { name: 'Dismiss' }).click();
  await expect(panel).toHaveCount(0);

  await expect(async () => {
    const runs = await app.call('runs.list', {});
    const done = (flow: string) => runs.filter((run) => run.flow === flow && run.status === 'succeeded').length;
    expect([done('Asks'), done('Catches up')]).toEqual([2, 1]);
  }).toPass();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Flows', exact: true })).toBeVisible();
  await expect(panel).toHaveCount(0);
});
