import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { JsonRecord } from '../model/json.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

/** A service with a password that can be changed; it counts who came with which. */
const openService = async () => {
  const seen: string[] = [];
  let password = 'old-secret-token';
  const server = createServer((request, response) => {
    const token = String(request.headers.authorization).replace('Bearer ', '');
    seen.push(`${token === password ? 'let in' : 'refused'} ${request.url}`);
    request.resume().on('end', () => response.writeHead(token === password ? 200 : 401).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    port,
    change: (next: string) => {
      password = next;
    },
  };
};

const flowOf = (port: number, more: JsonRecord = {}) =>
  drawFlow(
    {
      hook: { type: 'webhook', params: { path: 'orders', verify: { kind: 'none' } } },
      tell: {
        type: 'http-request',
        params: { method: 'POST', url: `http://127.0.0.1:${port}/{{ trigger.body.n }}`, credential: 'shop' },
        ...more,
      },
      after: { type: 'map' },
    },
    ['hook > tell > after'],
    { name: 'Orders' },
  );

const save = (engine: TestEngine, value: string, port: number) =>
  engine.call('credentials.set', { name: 'shop', kind: 'bearer', value, hosts: [`127.0.0.1:${port}`] });
const statuses = async (engine: TestEngine) =>
  (await engine.call('runs.list', { limit: 50 })).map(({ status }) => status);

const openBroken = async (deliveries: number) => {
  const service = await openService();
  const engine = await openTestEngine();
  await save(engine, 'old-secret-token', service.port);
  await engine.importFlow(flowOf(service.port));
  service.change('new-secret-token');
  await engine.post('orders', { n: 0 });
  // The first one finds out; those after it need not.
  await expect.poll(() => statuses(engine)).toEqual(['waiting']);
  for (let n = 1; n < deliveries; n++) await engine.post('orders', { n });
  await expect.poll(() => statuses(engine)).toEqual(Array(deliveries).fill('waiting'));
  return { service, engine };
};

describe('a broken connection', () => {
  test('holds the runs that need it, without trying it again for each, and lets them go on when it is mended', async () => {
    const { service, engine } = await openBroken(4);
    expect(service.seen).toHaveLength(1);
    const [run] = await engine.call('runs.list', { limit: 1 });
    expect(run).toMatchObject({ status: 'waiting', attention: true, error: null });
    const [card] = await engine.call('flows.list', {});
    expect(card).toMatchObject({ state: 'holding', holding: 4 });
    expect((await engine.call('credentials.list', {}))[0]?.check).toMatchObject({ ok: false });

    await save(engine, 'new-secret-token', service.port);
    await expect.poll(() => statuses(engine)).toEqual(Array(4).fill('succeeded'));
    expect(service.seen.slice(1).sort()).toEqual(['let in /0', 'let in /1', 'let in /2', 'let in /3']);
    expect((await engine.call('flows.list', {}))[0]).toMatchObject({ state: 'on', holding: 0, attention: 0 });
  });

  test('holds over a restart too', async () => {
    const { service, engine } = await openBroken(2);
    const again = await engine.restart();
    expect((await again.call('flows.list', {}))[0]).toMatchObject({ holding: 2 });
    await save(again, 'new-secret-token', service.port);
    await expect.poll(() => statuses(again)).toEqual(['succeeded', 'succeeded']);
  });

  test('saved with another wrong password holds them again', async () => {
    const { service, engine } = await openBroken(1);
    await save(engine, 'also-wrong-token', service.port);
    await expect.poll(() => service.seen.length).toBe(2);
    expect(await statuses(engine)).toEqual(['waiting']);
    await save(engine, 'new-secret-token', service.port);
    await expect.poll(() => statuses(engine)).toEqual(['succeeded']);
  });

  test('that was removed holds them until there is one of that name', async () => {
    const service = await openService();
    const engine = await openTestEngine();
    await save(engine, 'old-secret-token', service.port);
    await engine.importFlow(flowOf(service.port));
    await engine.call('credentials.remove', { name: 'shop' });
    await engine.post('orders', { n: 1 });
    await expect.poll(() => statuses(engine)).toEqual(['waiting']);
    await save(engine, 'old-secret-token', service.port);
    await expect.poll(() => statuses(engine)).toEqual(['succeeded']);
  });

  test('goes the way the person drew for failures, when there is one', async () => {
    const service = await openService();
    const engine = await openTestEngine();
    await save(engine, 'wrong-secret-token', service.port);
    await engine.importFlow(flowOf(service.port, { onError: { then: 'continue' } }));
    await engine.post('orders', { n: 1 });
    await expect.poll(() => statuses(engine)).toEqual(['succeeded']);
  });

  test('a held run can be stopped', async () => {
    const { engine } = await openBroken(1);
    const [run] = await engine.call('runs.list', { limit: 1 });
    await engine.call('runs.cancel', { run: run?.id as never });
    expect(await statuses(engine)).toEqual(['cancelled']);
    expect((await engine.call('flows.list', {}))[0]).toMatchObject({ holding: 0 });
  });
});
