import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve, whenthen } from '../testing/command-line.ts';
import { hookFlow } from '../testing/hook-flow.ts';
import { openRaw, portOf } from '../testing/raw-request.ts';
import { openSlowService } from '../testing/slow-service.ts';
import { tempFolder } from '../testing/temp-folder.ts';

const writeFlow = (folder: string, flow: unknown): string => {
  const file = join(folder, 'a.flow.json');
  writeFileSync(file, JSON.stringify(flow));
  return file;
};

test('a caller who never finishes its request does not keep the app from ending', async () => {
  const running = await serve(join(tempFolder(), 'data'));
  const connection = await openRaw(portOf(running.hooksUrl));
  await connection.write('POST /hooks/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf');
  const begun = performance.now();
  expect(await running.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(performance.now() - begun).toBeLessThan(5000);
});

test('killed in the middle of a step, the run is recovered after the next start', async () => {
  const folder = tempFolder();
  const data = join(folder, 'data');
  const service = await openSlowService();
  const step = { type: 'http-request', params: { url: service.url, method: 'PUT' } };
  const file = writeFlow(folder, hookFlow({ name: 'A', step }));
  expect((await whenthen(['import', file, '--on', '--allow', 'all', '--data', data])).code).toBe(0);
  const running = await serve(data);
  expect((await fetch(`${running.hooksUrl}/hooks/a`, { method: 'POST', body: '{}' })).status).toBe(200);
  await service.asked;
  await running.end('SIGKILL');
  service.answerFromNowOn(200);
  const again = await serve(data);
  const runsOf = async () => (await whenthen(['runs', '--json', '--data', data])).json;
  await expect.poll(runsOf, { timeout: 10_000 }).toMatchObject([{ status: 'succeeded', recoveries: 1 }]);
  await again.end('SIGTERM');
});

test('a file too large for the wire ends with a sentence, and not the app', async () => {
  const folder = tempFolder();
  const data = join(folder, 'data');
  const running = await serve(data);
  const file = writeFlow(folder, { ...hookFlow(), description: 'x'.repeat(9 * 1024 * 1024) });
  const said = await whenthen(['import', file, '--data', data]);
  expect(said).toMatchObject({
    code: 1,
    out: '',
    err: `The file ${file} is larger than 8 MB, the most a command takes.\n  Use a smaller one.\n`,
  });
  expect((await fetch(`${running.hooksUrl}/.well-known/whenthen-health`)).status).toBe(200);
  await running.end('SIGTERM');
});

test('a note of a killed app whose port is now a program that never answers does not hold a command up', async () => {
  const data = join(tempFolder(), 'data');
  const silent = createServer(() => {});
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    silent.close();
  });
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  mkdirSync(data);
  writeFileSync(join(data, 'running.json'), JSON.stringify({ url, token: 'x', pid: 1 }));
  expect(await whenthen(['list', '--data', data])).toMatchObject({ code: 0, out: 'No flows yet.\n' });
});
