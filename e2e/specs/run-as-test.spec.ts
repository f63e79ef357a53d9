import { deliver } from '../deliveries.ts';
import { expect, test } from '../fixtures.ts';
import { greetingFlow, importFlow } from '../pages/flow-files.ts';

test('a run that went well is kept as a test the flow has to pass', async ({ app, open }) => {
  const flow = await importFlow(app, greetingFlow('greet'), { on: true });
  await deliver(app, 'greet', { name: 'Rui Costa' });
  const runs = () => app.call('runs.list', {});
  await expect.poll(async () => (await runs())[0]?.status).toBe('succeeded');
  const page = await open(`/activity/${(await runs())[0]?.id}`);
  await page.getByRole('button', { name: 'More ways to run it again' }).click();
  await page.getByRole('menuitem', { name: 'Save as test' }).click();
  await expect(page.getByText(/^Saved as the test “Rui Costa/)).toBeVisible();
  expect(await app.whenthen('test', 'Greeting')).toMatchObject({ passed: 1, failed: 0 });
  await page.getByRole('button', { name: 'Open the flow' }).click();
  await expect(page).toHaveURL(new RegExp(flow));

  // The flow does something else now, and the test says so.
  const { nodes, ...rest } = greetingFlow('greet');
  const document = (await app.whenthen('export', 'Greeting')) as { samples: never[]; tests: never[] };
  const changed = nodes.map((node) =>
    node.id === 'greet' ? { ...node, params: { fields: [{ name: 'subject', value: 'Hello' }] } } : node,
  );
  await importFlow(app, { ...rest, nodes: changed, samples: document.samples, tests: document.tests });
  await expect(app.whenthen('test', 'Greeting')).rejects.toThrow('subject');
});
