import { describe, expect, test } from 'vitest';
import { openService } from '../../testing/echo-service.ts';
import { hookFlow } from '../../testing/hook-flow.ts';
import { openTestEngine } from '../../testing/open-engine.ts';
import { openRaw, portOf, requestText, statusOf } from '../../testing/raw-request.ts';
import { openSlowService } from '../../testing/slow-service.ts';

describe('a full queue', () => {
  test('too many runs in line: 503 with a time to come back, and taken again when the line is shorter', async () => {
    const service = await openSlowService();
    const rig = await openTestEngine({ pressure: { maxBacklog: 2, maxUncommitted: 2000 } });
    const step = { type: 'http-request', params: { url: service.url } };
    await rig.importFlow(hookFlow({ step, settings: { overlap: 'queue' } }));
    expect((await rig.post('hook', {})).status).toBe(200);
    await service.asked;
    for (const number of [2, 3]) expect((await rig.post('hook', { number })).status).toBe(200);
    const refused = await rig.post('hook', { number: 4 });
    expect([refused.status, refused.json]).toEqual([
      503,
      { error: 'Too many runs are waiting. Please try again later.' },
    ]);
    expect(Number(refused.headers.get('retry-after'))).toSatisfy((seconds: number) => seconds >= 60 && seconds <= 120);
    service.answer(200);
    await rig.waitForRun('succeeded');
    expect((await rig.post('hook', { number: 4 })).status).toBe(200);
  });

  test('too much at the same instant: every 200 is kept, every other answer is a 503 and is not', async () => {
    const rig = await openTestEngine({ pressure: { maxBacklog: 100_000, maxUncommitted: 1 } });
    await rig.importFlow(hookFlow());
    const bytes = requestText('POST', '/hooks/hook', [['Content-Type', 'application/json']], '{}');
    const connections = await Promise.all(Array.from({ length: 100 }, () => openRaw(portOf(rig.hooksUrl))));
    // Connections are taken in one at a time, so each is made to talk before all of them deliver at once.
    for (const connection of connections) {
      await connection.write('GET /.well-known/whenthen-health HTTP/1.1\r\nHost: x\r\n\r\n');
      await connection.has('{"ok":true}');
    }
    for (const connection of connections) void connection.write(bytes);
    const answers = await Promise.all(
      connections.map(async ({ closed }) => (await closed).replace(/^.*\{"ok":true\}/s, '')),
    );
    const taken = answers.filter((answer) => statusOf(answer) === 200);
    const refused = answers.filter((answer) => statusOf(answer) === 503);
    expect(taken.length + refused.length).toBe(100);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect(answer).toContain('{"error":"Too much is arriving at once. Please try again."}');
      expect(answer).toMatch(/^Retry-After: ([2-9]|10)\r$/m);
    }
    const events = await rig.call('events.list', { limit: 1000 });
    const ids = taken.map((answer) => /"id":"(evt_\w+)"/.exec(answer)?.[1]);
    expect(new Set(events.map(({ id }) => id))).toEqual(new Set(ids));
    expect((await rig.post('hook', {})).status).toBe(200);
  });
});

test('a flow that skips while it is busy: the delivery is taken, kept as busy, and starts nothing', async () => {
  const service = await openSlowService();
  const rig = await openTestEngine();
  const step = { type: 'http-request', params: { url: service.url } };
  await rig.importFlow(hookFlow({ step, settings: { overlap: 'skip' } }));
  await rig.post('hook', {});
  await service.asked;
  expect((await rig.post('hook', {})).status).toBe(200);
  expect(await rig.call('events.list', { limit: 1 })).toMatchObject([
    { verdict: 'busy', runId: null, reason: 'A run of this flow was still going on.' },
  ]);
  service.answer(200);
  await rig.waitForRun('succeeded');
});

describe('a full disk', () => {
  /** An engine whose commits fail, as SQLite makes them fail, while `full` says so. */
  const openOnDisk = async () => {
    const disk = { full: false };
    const rig = await openTestEngine({
      reach: (point) => {
        if (disk.full && point === 'before-commit')
          throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      },
    });
    return { disk, rig };
  };

  test('nothing is acknowledged, reading goes on, and it recovers by itself', async () => {
    const { disk, rig } = await openOnDisk();
    await rig.importFlow(hookFlow());
    disk.full = true;
    const refused = await Promise.all([rig.post('hook', { a: 1 }), rig.post('hook', { a: 2 })]);
    for (const { status, headers, json } of refused)
      expect([status, headers.get('retry-after'), json]).toEqual([
        503,
        '60',
        { error: 'This cannot be taken right now. Please try again.' },
      ]);
    expect((await rig.post('nope', {})).status).toBe(404);
    expect(await rig.call('events.list', {})).toEqual([]);
    disk.full = false;
    const taken = await rig.post('hook', { a: 3 });
    expect(taken.status).toBe(200);
    await rig.waitForRun('succeeded');
    expect((await rig.call('events.list', {})).map(({ id }) => id)).toEqual([taken.json.id]);
  });

  test('a flow that goes in order begins nothing for what was not taken, and goes on with what is', async () => {
    const { disk, rig } = await openOnDisk();
    const service = await openService();
    const step = { type: 'http-request', params: { url: service.url } };
    await rig.importFlow(hookFlow({ hook: { respond: 'when-done' }, step, settings: { overlap: 'queue' } }));
    disk.full = true;
    const refused = await Promise.all([rig.post('hook', {}), rig.post('hook', {})]);
    expect(refused.map(({ status }) => status)).toEqual([503, 503]);
    disk.full = false;
    expect((await rig.post('hook', {})).json.status).toBe('succeeded');
    expect(service.requests).toHaveLength(1);
    expect(await rig.call('runs.list', {})).toHaveLength(1);
  });

  test('a run whose result cannot be written is finished when there is room again', async () => {
    const { disk, rig } = await openOnDisk();
    const service = await openSlowService();
    await rig.importFlow(hookFlow({ step: { type: 'http-request', params: { url: service.url } } }));
    await rig.post('hook', {});
    await service.asked;
    disk.full = true;
    service.answer(200);
    expect((await rig.post('hook', {})).status).toBe(503);
    expect((await rig.call('runs.list', {}))[0]?.status).toBe('running');
    disk.full = false;
    const run = await rig.waitForRun('succeeded');
    expect(run.steps[0]).toMatchObject({ status: 'succeeded', attempt: 1 });
  });
});

describe('closing', () => {
  test('a request under way is asked to come again, and new connections are refused', async () => {
    const service = await openSlowService();
    const rig = await openTestEngine();
    await rig.importFlow(hookFlow({ step: { type: 'http-request', params: { url: service.url } } }));
    await rig.post('hook', {});
    await service.asked;
    const late = await openRaw(portOf(rig.hooksUrl));
    await late.write('POST /hooks/hook HTTP/1.1\r\nHost: x\r\nConnection: close\r\n');
    await rig.post('hook', {});
    const stopped = rig.stop();
    await late.write('Content-Length: 2\r\n\r\n{}');
    const answer = await late.closed;
    expect(statusOf(answer)).toBe(503);
    expect(answer).toMatch(/^Retry-After: 30\r$/m);
    expect(answer).toContain('{"error":"WhenThen is closing. Please try again."}');
    await expect(openRaw(portOf(rig.hooksUrl))).rejects.toThrow('ECONNREFUSED');
    service.answer(200);
    await stopped;
  });

  test('a caller who waits for a flow is told that it goes on, and it does after the next start', async () => {
    const service = await openSlowService();
    const rig = await openTestEngine();
    const step = { type: 'http-request', params: { url: service.url } };
    await rig.importFlow(hookFlow({ hook: { respond: 'when-done' }, step }));
    const call = rig.post('hook', {});
    await service.asked;
    const stopped = rig.stop();
    const answer = await call;
    expect([answer.status, answer.json]).toEqual([
      202,
      { received: true, id: expect.stringMatching(/^evt_/), status: 'running' },
    ]);
    service.answer(200);
    await stopped;
    const again = await rig.restart();
    expect((await again.waitForRun('succeeded')).event).toBe(answer.json.id);
  });
});
