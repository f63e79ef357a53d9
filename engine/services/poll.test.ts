import { expect, test } from 'vitest';
import { openService } from '../testing/echo-service.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine } from '../testing/open-engine.ts';
import { untilAsync } from '../testing/until.ts';
import { untilWatchState } from '../testing/watch-state.ts';

test('new items start runs, over a restart and a new version each once', async () => {
  let ids = ['a'];
  const service = await openService(() => ({
    status: 200,
    body: `<rss><channel>${ids.map((id) => `<item><guid>${id}</guid><title>${id}</title></item>`).join('')}</channel></rss>`,
    headers: { 'content-type': 'application/rss+xml' },
  }));
  const flow = (everySeconds: number) =>
    drawFlow(
      {
        feed: { type: 'poll', params: { url: `${service.url}/feed`, everySeconds } },
        stop: { type: 'stop', params: { as: 'done' } },
      },
      ['feed > stop'],
    );
  const clock = createFakeClock();
  const app = await openTestEngine({ clock });
  await expect(app.importFlow(flow(30), { allow: [] })).rejects.toMatchObject({ code: 'flow.needs-permission' });
  await app.importFlow(flow(30));
  await untilWatchState(app.dataDir, (state) => state.includes('"seen":["'));
  ids = ['b', 'a'];
  clock.advance(30_000);
  await app.waitForRun('succeeded');
  const before = service.requests.length;
  await app.importFlow(flow(60));
  await untilAsync(async () => service.requests.length > before);
  ids = ['c', 'b', 'a'];
  const again = await app.restart();
  const events = () => again.call('events.list', { limit: 10 });
  await untilAsync(async () => (await events()).length === 2);
  expect((await events()).map(({ verdict }) => verdict)).toEqual(['started', 'started']);
});
