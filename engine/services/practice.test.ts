import { expect, test } from 'vitest';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';

const flow = (more: Parameters<typeof drawFlow>[0] = {}) =>
  drawFlow(
    { in: { type: 'manual' }, mail: { type: 'send-email', params: { to: 'ana@example.com', subject: 'Hi' } }, ...more },
    ['in > mail', ...Object.keys(more).map((id) => `in > ${id}`)],
    { name: 'Greet' },
  );

test('what stays in the Practice outbox is told until a person said once that it is fine, per flow and kind', async () => {
  const app = await openTestEngine();
  const { practice } = await app.importFlow(flow(), { on: false });
  expect(practice).toEqual([{ node: 'mail', what: 'E-mails' }]);
  const asked = async () => (await app.call('flows.show', { flow: 'Greet' })).practice;

  // The command line and an undo ask nobody.
  await app.call('flows.turnOn', { flow: 'Greet' });
  expect(await asked()).toHaveLength(1);
  await app.call('flows.turnOn', { flow: 'Greet', practiceIsFine: true });
  expect(await asked()).toEqual([]);

  const { practice: also } = await app.importFlow(flow({ chat: { type: 'chat-message', params: { text: 'Hi' } } }));
  expect(also).toEqual([{ node: 'chat', what: 'Chat messages' }]);
  const again = await app.restart();
  expect((await again.call('flows.show', { flow: 'Greet' })).practice).toEqual(also);
});

test('the card of a step says that it practises, one with a connection does not', async () => {
  const app = await openTestEngine();
  const document = flow({ other: { type: 'send-email', params: { connection: 'shop', to: 'ana@example.com' } } });
  const { steps } = await app.call('flows.inspect', { document });
  expect(Object.entries(steps).map(([id, { practice }]) => [id, practice])).toEqual([
    ['in', false],
    ['mail', true],
    ['other', false],
  ]);
});
