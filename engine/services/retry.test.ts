import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunDetail } from '../contract/run-shapes.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../testing/open-engine.ts';

interface Seen {
  path: string;
  key: string;
}

/** A service that counts, answers what it is told to, and can hang up instead. */
const openService = async () => {
  const seen: Seen[] = [];
  const answers = new Map<string, number | 'hang up'>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const headers: IncomingHttpHeaders = request.headers;
    seen.push({ path, key: String(headers['idempotency-key']) });
    request.resume().on('end', () => {
      const answer = answers.get(path) ?? 200;
      if (answer === 'hang up') request.socket.destroy();
      else response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, answers, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const call = (url: string) => ({ type: 'http-request', params: { method: 'POST', url }, onError: { retries: 0 } });

// go ─> first ─> second ─> last
const flowOf = (url: string, settings: object = {}) =>
  drawFlow(
    { go: { type: 'manual' }, first: call(`${url}/first`), second: call(`${url}/second`), last: call(`${url}/last`) },
    ['go > first > second > last'],
    { name: 'Calls', settings },
  );

const start = (engine: TestEngine): Promise<RunDetail> =>
  engine.call('runs.start', { subject: { flow: 'Calls' }, payload: {} });
const paths = (seen: Seen[]): string[] => seen.map(({ path }) => path);
const statuses = (run: RunDetail): string[] => run.steps.map(({ node, status }) => `${node} ${status}`);

const openFailed = async (settings: object = {}, answer: number | 'hang up' = 400) => {
  const service = await openService();
  const engine = await openTestEngine();
  await engine.importFlow(flowOf(service.url, settings), { on: false });
  service.answers.set('/second', answer);
  const failed = await start(engine);
  service.answers.clear();
  return { service, engine, failed };
};

describe('retrying a failed run', () => {
  test('goes on at the step that failed: what was done is not done again, and the key is the same', async () => {
    const { service, engine, failed } = await openFailed();
    expect([failed.status, failed.failedNode, failed.attention]).toEqual(['failed', 'second', true]);
    const retried = await engine.call('runs.retry', { run: failed.id });
    expect(statuses(retried)).toEqual(['first succeeded', 'second succeeded', 'last succeeded']);
    expect(retried).toMatchObject({ status: 'succeeded', retryOf: failed.id });
    expect(paths(service.seen)).toEqual(['/first', '/second', '/second', '/last']);
    expect(service.seen[1]?.key).toBe(service.seen[2]?.key);
    expect((await engine.call('runs.show', { run: failed.id })).attention).toBe(false);
  });

  test('does only the items of a list that failed', async () => {
    const service = await openService();
    const engine = await openTestEngine();
    const flow = drawFlow(
      {
        go: { type: 'manual' },
        loop: { type: 'for-each', params: { list: '{{ trigger.names }}' } },
        tell: call(`${service.url}/{{ item }}`),
        last: call(`${service.url}/last`),
      },
      ['go > loop', 'loop.each > tell', 'loop.done > last'],
      { name: 'Calls' },
    );
    await engine.importFlow(flow, { on: false });
    service.answers.set('/b', 400);
    const payload = { names: ['a', 'b', 'c'] };
    const failed = await engine.call('runs.start', { subject: { flow: 'Calls' }, payload });
    expect(failed).toMatchObject({ status: 'failed', failedNode: 'loop', error: { code: 'for-each.items-failed' } });
    service.answers.clear();
    const retried = await engine.call('runs.retry', { run: failed.id });
    expect(retried.status).toBe('succeeded');
    expect(paths(service.seen)).toEqual(['/a', '/b', '/c', '/b', '/last']);
    expect(service.seen[1]?.key).toBe(service.seen[3]?.key);
    const again = await engine.call('runs.retry', { run: retried.id, from: 'loop' });
    expect(again.status).toBe('succeeded');
    expect(paths(service.seen).slice(5)).toEqual(['/a', '/b', '/c', '/last']);
  });

  test('from the start does everything again, with new keys', async () => {
    const { service, engine, failed } = await openFailed();
    const retried = await engine.call('runs.retry', { run: failed.id, from: 'start' });
    expect(retried.status).toBe('succeeded');
    expect(paths(service.seen)).toEqual(['/first', '/second', '/first', '/second', '/last']);
    expect(new Set(service.seen.map(({ key }) => key)).size).toBe(5);
  });

  test('from a step before the failure repeats that step and what hangs on it', async () => {
    const { service, engine, failed } = await openFailed();
    await engine.call('runs.retry', { run: failed.id, from: 'first' });
    expect(paths(service.seen)).toEqual(['/first', '/second', '/first', '/second', '/last']);
    expect(service.seen[0]?.key).toBe(service.seen[2]?.key);
  });

  test('runs on the version that ran, or on the one the person has edited since', async () => {
    const { service, engine, failed } = await openFailed();
    const edited = flowOf(service.url);
    (edited.nodes as { id: string; params: { url: string } }[])[3] = { id: 'last', ...call(`${service.url}/other`) };
    await engine.importFlow(edited, { on: false });
    await engine.call('runs.retry', { run: failed.id });
    const current = await engine.call('runs.retry', { run: failed.id, version: 'current' });
    expect(paths(service.seen).slice(2)).toEqual(['/second', '/last', '/second', '/other']);
    expect(current.version).toBeGreaterThan(failed.version);
  });

  test('says what is wrong with a step there is not, and with a run that is not over', async () => {
    const { engine, failed } = await openFailed();
    await expect(engine.call('runs.retry', { run: failed.id, from: 'third' })).rejects.toMatchObject({
      code: 'retry.no-such-step',
      fix: expect.stringContaining('first, second, last'),
    });
    const { engine: other, failed: open } = await openFailed({ afterCrash: 'ask' }, 'hang up');
    expect(open.status).toBe('needs-decision');
    await expect(other.call('runs.retry', { run: open.id })).rejects.toMatchObject({ code: 'retry.still-open' });
  });
});

describe('a step that may have half-happened', () => {
  const decide = async (choice: 'done' | 'again' | 'skip' | 'stop') => {
    const { service, engine, failed } = await openFailed({ afterCrash: 'ask' }, 'hang up');
    expect(statuses(failed)).toEqual(['first succeeded', 'second needs-decision']);
    const run = await engine.call('runs.decide', { run: failed.id, node: 'second' as never, choice });
    return { run, calls: paths(service.seen), keys: service.seen.map(({ key }) => key), engine };
  };

  test('"done" goes on behind it', async () => {
    const { run, calls } = await decide('done');
    expect([run.status, ...statuses(run)]).toEqual([
      'succeeded',
      'first succeeded',
      'second succeeded',
      'last succeeded',
    ]);
    expect(calls).toEqual(['/first', '/second', '/last']);
  });

  test('"again" repeats it with the same key', async () => {
    const { run, calls, keys } = await decide('again');
    expect(run.status).toBe('succeeded');
    expect(calls).toEqual(['/first', '/second', '/second', '/last']);
    expect(keys[1]).toBe(keys[2]);
  });

  test('"skip" goes on without it', async () => {
    const { run, calls } = await decide('skip');
    expect(statuses(run)).toEqual(['first succeeded', 'second skipped', 'last succeeded']);
    expect(calls).toEqual(['/first', '/second', '/last']);
  });

  test('"stop" ends the run', async () => {
    const { run, calls } = await decide('stop');
    expect(run.status).toBe('cancelled');
    expect(calls).toEqual(['/first', '/second']);
  });

  test('is decided once', async () => {
    const { run, engine } = await decide('done');
    await expect(
      engine.call('runs.decide', { run: run.id, node: 'second' as never, choice: 'again' }),
    ).rejects.toMatchObject({
      code: 'decide.nothing-asked',
    });
  });

  test('waits for the person over a restart', async () => {
    const { engine, failed } = await openFailed({ afterCrash: 'ask' }, 'hang up');
    const again = await engine.restart();
    expect((await again.call('runs.show', { run: failed.id })).status).toBe('needs-decision');
    expect((await again.call('runs.decide', { run: failed.id, node: 'second' as never, choice: 'done' })).status).toBe(
      'succeeded',
    );
  });
});
