import { expect, test } from 'vitest';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine } from '../../testing/open-engine.ts';
import { openRaw, portOf, statusOf } from '../../testing/raw-request.ts';

const half = {
  header: 'POST /hooks/hook HTTP/1.1\r\nHost: x\r\nX-Slow: ',
  body: 'POST /hooks/hook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a":',
};

test('300 callers who never finish cost an honest one nothing, and are cut off after ten seconds', async () => {
  const rig = await openTestEngine();
  await rig.importFlow(hookFlow());
  const slow = await Promise.all(
    Array.from({ length: 300 }, async (_, index) => {
      const connection = await openRaw(portOf(rig.hooksUrl));
      await connection.write(index % 2 === 0 ? half.header : half.body);
      return connection;
    }),
  );
  const times: number[] = [];
  for (let honest = 0; honest < 50; honest++) {
    const begun = performance.now();
    expect((await rig.post('hook', { honest })).status).toBe(200);
    times.push(performance.now() - begun);
  }
  expect(Math.max(...times)).toBeLessThan(500);
  await rig.waitForRun('succeeded');
  const begun = performance.now();
  const cut = await Promise.all(slow.filter((_, index) => index % 2 === 0).map(({ closed }) => closed));
  expect(new Set(cut.map(statusOf))).toEqual(new Set([408]));
  expect(performance.now() - begun).toBeLessThan(14_000);
  expect((await rig.post('hook', {})).status).toBe(200);
});
