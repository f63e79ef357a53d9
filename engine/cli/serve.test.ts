import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serve, whenthen } from '../testing/command-line.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { tempFolder } from '../testing/temp-folder.ts';

const openFolder = async () => {
  const folder = tempFolder();
  const data = join(folder, 'data');
  const flow = drawFlow(
    {
      hook: { type: 'webhook', params: { path: 'h' } },
      nap: { type: 'wait', params: { forSeconds: 1 } },
      keep: { type: 'map' },
    },
    ['hook > nap > keep'],
    { name: 'Naps' },
  );
  writeFileSync(join(folder, 'naps.flow.json'), JSON.stringify(flow));
  expect((await whenthen(['import', join(folder, 'naps.flow.json'), '--on', '--data', data])).code).toBe(0);
  return { data };
};

const deliver = async (hooksUrl: string) => {
  const answer = await fetch(`${hooksUrl}/hooks/h`, { method: 'POST', body: '{}' });
  return (await answer.json()) as { received: boolean; id: string };
};

const runsOf = async (data: string): Promise<{ status: string; event: string }[]> =>
  (await whenthen(['runs', '--json', '--data', data])).json;

test('serve says where it is in one line, commands talk to it, and it stops in order', async () => {
  const { data } = await openFolder();
  const running = await serve(data);
  expect(Object.keys(JSON.parse(running.lines[0] ?? '')).sort()).toEqual(['dataDir', 'hooksUrl', 'pid', 'url']);
  expect(running).toMatchObject({
    dataDir: data,
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/start\?code=[\w-]{43}$/),
  });
  expect(statSync(join(data, 'running.json')).mode & 0o777).toBe(0o600);
  expect(await deliver(running.hooksUrl)).toMatchObject({ received: true, id: expect.stringMatching(/^evt_/) });
  await expect.poll(async () => (await runsOf(data))[0]?.status, { timeout: 10_000 }).toBe('succeeded');
  const doctor = await whenthen(['doctor', '--data', data]);
  expect(doctor.out).toContain(running.hooksUrl);
  expect(await running.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(running.lines).toHaveLength(1);
});

test('a second one on the same folder is refused and touches nothing', async () => {
  const { data } = await openFolder();
  const running = await serve(data);
  const before = readFileSync(join(data, 'running.json'), 'utf8');
  const second = await whenthen(['serve', '--data', data, '--port', '0', '--hooks-port', '0']);
  expect([second.code, second.err]).toEqual([1, expect.stringContaining('already running with the data folder')]);
  expect(readFileSync(join(data, 'running.json'), 'utf8')).toBe(before);
  await running.end('SIGTERM');
});

test('killed without warning, it carries through what it acknowledged after the next start', async () => {
  const { data } = await openFolder();
  const running = await serve(data);
  const { id } = await deliver(running.hooksUrl);
  expect(await running.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  // The note of the killed one is still there; commands find out and open the folder themselves.
  expect(await runsOf(data)).toMatchObject([{ event: id }]);
  const again = await serve(data);
  await expect.poll(async () => (await runsOf(data))[0]?.status, { timeout: 10_000 }).toBe('succeeded');
  await again.end('SIGTERM');
});

test('a port that is taken is said in a sentence', async () => {
  const { data } = await openFolder();
  const running = await serve(data);
  const taken = new URL(running.hooksUrl).port;
  const other = await whenthen(['serve', '--data', join(tempFolder(), 'data'), '--port', '0', '--hooks-port', taken]);
  expect([other.code, other.err]).toEqual([1, expect.stringMatching(/webhook port \d+ cannot be opened/)]);
  await running.end('SIGTERM');
});
