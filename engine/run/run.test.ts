import { describe, expect, test } from 'vitest';
import { personFault, worldFault } from '../model/fault.ts';
import type { JsonRecord } from '../model/json.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import type { Effect } from '../testing/node-types.ts';
import { openRunRig, type RigOptions, type RunRig } from '../testing/run-rig.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { until } from '../testing/until.ts';

const openRig = (options: Omit<RigOptions, 'folder'>): RunRig => openRunRig({ folder: tempFolder(), ...options });
const start = { type: 'start' };
const copy = (value: unknown) => ({ type: 'copy', params: { value } as JsonRecord });
const outputOf = (rig: RunRig, id: Parameters<RunRig['load']>[0], node: string) =>
  rig.load(id).steps.find((step) => step.node === node)?.output;

describe('a run', () => {
  test('passes values from step to step and records each', async () => {
    const flow = drawFlow(
      { start, a: copy('{{ trigger.n }}'), b: copy({ twice: ['{{ steps.a }}', '{{ trigger.n }}'] }) },
      ['start > a > b'],
    );
    const rig = openRig({ flow });
    const { id, end } = await rig.start({ n: 7 });
    expect(end.status).toBe('succeeded');
    expect(rig.steps(id)).toEqual(['a#1 succeeded', 'b#1 succeeded']);
    expect(outputOf(rig, id, 'b')).toEqual({ twice: [7, 7] });
    expect(rig.load(id).run).toMatchObject({ status: 'succeeded', attention: false });
  });

  //        ┌ left ─> a ─┐
  // choose ┤            ├─> join
  //        └ right ─> b ┘
  test('takes one branch, passes over the other, and joins behind both', async () => {
    const flow = drawFlow(
      {
        start,
        choose: { type: 'choose', params: { port: '{{ trigger.port }}' } },
        a: copy(1),
        b: copy(2),
        join: copy(3),
      },
      ['start > choose', 'choose.left > a > join', 'choose.right > b > join'],
    );
    const rig = openRig({ flow });
    const { id } = await rig.start({ port: 'right' });
    expect(rig.steps(id)).toEqual(['b#1 succeeded', 'choose#1 succeeded', 'join#1 succeeded']);
  });

  test('passes over what hangs on a branch that was not taken', async () => {
    const flow = drawFlow({ start, choose: { type: 'choose', params: { port: 'none' } }, a: copy(1), b: copy(2) }, [
      'start > choose',
      'choose.left > a > b',
    ]);
    const rig = openRig({ flow });
    const { id, end } = await rig.start();
    expect(end.status).toBe('succeeded');
    expect(rig.steps(id)).toEqual(['choose#1 succeeded']);
  });

  test('fails with the reason and the step, and waits for attention', async () => {
    const rig = openRig({ flow: drawFlow({ start, a: copy('{{ trigger.gone }}'), b: copy(1) }, ['start > a > b']) });
    const { id, end } = await rig.start({ here: 1 });
    expect(end).toMatchObject({ status: 'failed', error: { code: 'template.missing-value' } });
    expect(rig.load(id).run).toMatchObject({ failedNode: 'a', attention: true });
    expect(rig.steps(id)).toEqual(['a#1 failed']);
  });

  test('ends early when a step says so', async () => {
    const flow = (as: string) =>
      drawFlow({ start, end: { type: 'end', params: { as, message: 'Enough' } } }, ['start > end']);
    expect((await openRig({ flow: flow('done') }).start()).end.status).toBe('succeeded');
    expect((await openRig({ flow: flow('failed') }).start()).end).toMatchObject({
      status: 'failed',
      error: { code: 'flow.stopped', message: 'Enough' },
    });
  });

  test('goes around a step that is switched off', async () => {
    const flow = drawFlow({ start, a: { ...copy('{{ trigger.gone }}'), skip: true }, b: copy(1) }, ['start > a > b']);
    const rig = openRig({ flow });
    const { id, end } = await rig.start();
    expect(end.status).toBe('succeeded');
    expect(rig.steps(id)).toEqual(['a#1 skipped', 'b#1 succeeded']);
  });

  test('forgets payload and outputs when the flow says so', async () => {
    const flow = drawFlow({ start, a: copy('{{ trigger.secret }}') }, ['start > a'], { settings: { keepData: false } });
    const rig = openRig({ flow });
    const { id } = await rig.start({ secret: 'x' });
    expect(rig.load(id).event.payload).toBeNull();
    expect(outputOf(rig, id, 'a')).toBeUndefined();
  });
});

describe('a step with an effect', () => {
  const flow = drawFlow({ start, a: { type: 'send' }, b: copy('{{ steps.a.done }}') }, ['start > a > b']);

  test('is on disk as started before the effect begins', async () => {
    let seen: string[] = [];
    const rig: RunRig = openRig({
      flow,
      act: (_, { idempotencyKey }) => {
        seen = rig.stores.history.runs({ limit: 10 }).flatMap(({ id }) => rig.steps(id));
        return { output: { done: idempotencyKey } };
      },
    });
    const { id } = await rig.start();
    expect(seen).toEqual(['a#1 started']);
    expect(rig.steps(id)).toEqual(['a#1 succeeded', 'b#1 succeeded']);
    expect(outputOf(rig, id, 'b')).toMatch(/^wt-[a-z2-7]{26}$/);
  });

  test('is stopped at its time limit and says so', async () => {
    let aborted = false;
    const hangs: Effect = (_, { signal }) =>
      new Promise(() =>
        signal.addEventListener('abort', () => {
          aborted = true;
        }),
      );
    const slow = drawFlow({ start, a: { type: 'send', timeoutMs: 500, onError: { retries: 0 } } }, ['start > a']);
    const rig = openRig({ flow: slow, act: hangs });
    const ended = rig.start();
    await until(() => rig.clock.armed() > 0);
    rig.clock.advance(500);
    expect((await ended).end).toMatchObject({
      status: 'failed',
      error: { code: 'step.timeout', outcomeUnknown: true },
    });
    expect(aborted).toBe(true);
  });
});

const firstRun = async (rig: RunRig) => {
  await until(() => rig.stores.history.runs({ limit: 1 }).length > 0);
  return rig.stores.history.runs({ limit: 1 })[0]?.id as Parameters<RunRig['load']>[0];
};

describe('when an attempt fails', () => {
  const flaky = (
    failures: number,
    fault = worldFault('http.answered-500', 'Sorry'),
  ): { act: Effect; keys: string[] } => {
    const keys: string[] = [];
    return {
      keys,
      act: (_, { idempotencyKey }) => {
        keys.push(idempotencyKey);
        if (keys.length <= failures) throw fault;
        return { output: { attempt: keys.length } };
      },
    };
  };
  const one = (onError: object, type = 'put') =>
    drawFlow({ start, a: { type, onError }, b: copy(1) }, ['start > a > b']);

  test('it is tried again after growing pauses, with the same key, and survives in between on disk', async () => {
    const { act, keys } = flaky(2);
    const rig = openRig({ flow: one({ retries: 3, firstDelayMs: 1000 }), act });
    const ended = rig.start();
    const id = await firstRun(rig);
    await rig.reached(id, 'waiting');
    expect(rig.load(id).timers.get('a')).toBe(rig.clock.now() + 1000);
    rig.clock.advance(1000);
    await until(() => keys.length === 2);
    await rig.reached(id, 'waiting');
    expect(rig.load(id).timers.get('a')).toBe(rig.clock.now() + 4000);
    rig.clock.advance(4000);
    expect((await ended).end.status).toBe('succeeded');
    expect(rig.steps(id)).toEqual(['a#1 failed', 'a#2 failed', 'a#3 succeeded', 'b#1 succeeded']);
    expect(new Set(keys).size).toBe(1);
  });

  test('Retry-After wins over the computed pause', async () => {
    const { act } = flaky(1, worldFault('http.answered-429', 'Slow down', { retryAfterMs: 30_000 }));
    const rig = openRig({ flow: one({ retries: 3, firstDelayMs: 1 }), act });
    const id = await rig.begin();
    await rig.reached(id, 'waiting');
    expect(rig.load(id).timers.get('a')).toBe(rig.clock.now() + 30_000);
  });

  test('it gives up after the last retry and stops the run', async () => {
    const { act, keys } = flaky(9);
    const rig = openRig({ flow: one({ retries: 1, firstDelayMs: 10 }), act });
    const ended = rig.start();
    const id = await firstRun(rig);
    await rig.reached(id, 'waiting');
    rig.clock.advance(10);
    expect((await ended).end.status).toBe('failed');
    expect(keys).toHaveLength(2);
    expect(rig.steps(id)).toEqual(['a#1 failed', 'a#2 failed']);
  });

  test('a fault that trying again cannot mend is not tried again', async () => {
    const { act, keys } = flaky(9, personFault('map.wrong-type', 'No'));
    const rig = openRig({ flow: one({ retries: 5 }), act });
    expect((await rig.start()).end.status).toBe('failed');
    expect(keys).toHaveLength(1);
  });

  test('"continue" goes on as if nothing had happened, the error at hand', async () => {
    const flow = drawFlow(
      { start, a: { type: 'put', onError: { retries: 0, then: 'continue' } }, b: copy('{{ steps.a.error.message }}') },
      ['start > a > b'],
    );
    const rig = openRig({ flow, act: flaky(9).act });
    const { id, end } = await rig.start();
    expect(end.status).toBe('succeeded');
    expect(outputOf(rig, id, 'b')).toBe('Sorry');
  });

  test('"branch" leaves by the port "failed" only', async () => {
    const flow = drawFlow(
      {
        start,
        a: { type: 'put', onError: { retries: 0, then: 'branch' } },
        good: copy(1),
        bad: copy('{{ steps.a.error.code }}'),
      },
      ['start > a > good', 'a.failed > bad'],
    );
    const rig = openRig({ flow, act: flaky(9).act });
    const { id, end } = await rig.start();
    expect(end.status).toBe('succeeded');
    expect(rig.steps(id)).toEqual(['a#1 failed', 'bad#1 succeeded']);
  });

  test('a lost connection asks the person when the flow is set to ask', async () => {
    const unknown = worldFault('http.connection-lost', 'Lost', { outcomeUnknown: true });
    const flow = { ...one({ retries: 3 }, 'send'), settings: { afterCrash: 'ask' } };
    const rig = openRig({ flow, act: flaky(9, unknown).act });
    const { id, end } = await rig.start();
    expect(end.status).toBe('needs-decision');
    expect(rig.load(id).run.attention).toBe(true);
    expect(rig.steps(id)).toEqual(['a#1 needs-decision']);
  });
});

describe('a wait', () => {
  const flow = drawFlow({ start, nap: { type: 'sleep', params: { ms: 120_000 } }, b: copy(1) }, ['start > nap > b']);

  test('leaves memory and goes on when its time has come', async () => {
    const rig = openRig({ flow });
    const { id, end } = await rig.start();
    expect(end).toMatchObject({ status: 'waiting', wakeAtMs: rig.clock.now() + 120_000 });
    expect(rig.runner.active()).toBe(0);
    rig.clock.advance(120_000);
    await rig.reached(id, 'succeeded');
    expect(rig.steps(id)).toEqual(['b#1 succeeded', 'nap#1 succeeded']);
  });

  test('survives a restart, and a wall clock that jumped', async () => {
    const first = openRig({ flow });
    const { id } = await first.start();
    const rig = await first.restart();
    rig.clock.setWall(rig.clock.now() + 2 * 86_400_000);
    rig.runner.recover();
    rig.clock.advance(1000);
    await rig.reached(id, 'succeeded');
  });
});

describe('overlap', () => {
  const flowWith = (settings: object) =>
    drawFlow({ start, a: { type: 'put', params: { value: '{{ trigger.n }}' } } }, ['start > a'], { settings });
  const gate = () => {
    const opened: (() => void)[] = [];
    const began: unknown[] = [];
    const act: Effect = (value) =>
      new Promise((resolve) => {
        began.push(value);
        opened.push(() => resolve({ output: {} }));
      });
    return { act, began, opened };
  };

  test('queue runs one at a time, in the order of arrival', async () => {
    const { act, began, opened } = gate();
    const rig = openRig({ flow: flowWith({ overlap: 'queue' }), act });
    for (const n of [1, 2, 3]) await rig.begin({ n });
    await until(() => began.length === 1);
    opened[0]?.();
    await until(() => began.length === 2);
    expect(rig.runner.backlog()).toBe(1);
    opened[1]?.();
    await until(() => began.length === 3);
    expect(began).toEqual([1, 2, 3]);
  });

  test('parallel runs as many as allowed', async () => {
    const { act, began, opened } = gate();
    const rig = openRig({ flow: flowWith({ overlap: 'parallel', maxParallel: 2 }), act });
    for (const n of [1, 2, 3]) await rig.begin({ n });
    await until(() => began.length === 2);
    expect(rig.runner.backlog()).toBe(1);
    opened[1]?.();
    await until(() => began.length === 3);
  });

  test('skip starts nothing while a run is going on', async () => {
    const { act, began } = gate();
    const rig = openRig({ flow: flowWith({ overlap: 'skip' }), act });
    await rig.begin({ n: 1 });
    await until(() => began.length === 1);
    await expect(rig.begin({ n: 2 })).rejects.toThrow('busy');
  });
});

describe('cancelling', () => {
  test('stops a step in flight and everything after it', async () => {
    const hangs: Effect = () => new Promise(() => {});
    const rig = openRig({
      flow: drawFlow({ start, a: { type: 'put' }, b: copy(1) }, ['start > a > b']),
      act: hangs,
    });
    const id = await rig.begin();
    await until(() => rig.runner.active() === 1 && rig.clock.armed() > 0);
    expect(await rig.runner.cancel(id)).toBe(true);
    await rig.reached(id, 'cancelled');
    expect(rig.steps(id)).toEqual(['a#1 failed']);
    expect(await rig.runner.cancel(id)).toBe(false);
  });

  test('a waiting run loses its timer', async () => {
    const rig = openRig({
      flow: drawFlow({ start, nap: { type: 'sleep', params: { ms: 86_400_000 } } }, ['start > nap']),
    });
    const { id } = await rig.start();
    expect(await rig.runner.cancel(id)).toBe(true);
    expect(rig.load(id)).toMatchObject({ run: { status: 'cancelled' }, timers: new Map() });
  });

  test('a terminal state is never overwritten', async () => {
    const rig = openRig({ flow: drawFlow({ start, a: copy(1) }, ['start > a']) });
    const { id } = await rig.start();
    const change = {
      status: 'failed',
      startedAtMs: 1,
      finishedAtMs: 2,
      error: null,
      failedNode: null,
      attention: true,
      forgetData: false,
    } as const;
    await new Promise<void>((resolve, reject) =>
      rig.stores.journal.append({ runId: id, steps: [], change }, () => resolve(), reject),
    );
    expect(rig.load(id).run).toMatchObject({ status: 'succeeded', attention: false });
  });
});

test('a flow that keeps starting itself is stopped after eight times', async () => {
  const flow = drawFlow(
    { on: { type: 'on-event', params: { name: 'ping' } }, again: { type: 'announce', params: { name: 'ping' } } },
    ['on > again'],
  );
  const rig = openRig({ flow });
  await rig.begin();
  await until(() => rig.stores.history.events({ limit: 1 })[0]?.verdict === 'too-deep');
  expect(rig.stores.history.counts()).toMatchObject({ runs: 9, events: 10 });
  expect(rig.stores.history.events({ limit: 1 })[0]?.reason).toContain('keeps starting itself');
});
