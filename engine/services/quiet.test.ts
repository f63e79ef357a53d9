import { expect, test } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';

const minute = 60_000;
const heard = drawFlow({ in: { type: 'app-event', params: { name: 'order' } }, keep: { type: 'map' } }, ['in > keep'], {
  name: 'Orders',
});

test('a flow that ran every ten minutes and has not for hours says so, until it runs again', async () => {
  const clock = createFakeClock();
  const app = await openTestEngine({ clock });
  await app.importFlow(heard);
  const quiet = async () => (await app.call('flows.list', {}))[0]?.quiet;
  const order = async () => {
    const { runs } = await app.call('events.emit', { name: 'order', data: {} });
    await app.waitForRun(runs[0] ?? 'failed');
  };
  for (let count = 0; count < 6; count += 1) {
    await order();
    clock.advance(10 * minute);
  }
  expect(await quiet()).toBeNull();
  const told: string[] = [];
  app.engine.pushes((push) => push.name === 'flow.changed' && told.push(push.data.id));
  clock.advance(60 * minute);
  expect(told).toHaveLength(1);
  expect(await quiet()).toEqual({ since: '2026-11-23T12:50:00.000Z', usually: 'about every 10 minutes' });

  await order();
  expect(await quiet()).toBeNull();
  // The long pause is one of its gaps now.
  clock.advance(240 * minute);
  expect(await quiet()).not.toBeNull();

  // Starting it by hand is not what it waits for.
  await app.call('runs.start', { subject: { flow: 'Orders' } });
  expect(await quiet()).not.toBeNull();
  // Nobody could reach it while WhenThen was closed.
  const again = await app.restart();
  expect((await again.call('flows.list', {}))[0]?.quiet).toBeNull();
});
