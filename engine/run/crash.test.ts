import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { worldFault } from '../model/fault.ts';
import type { JsonRecord } from '../model/json.ts';
import type { CommitPoint } from '../store/write-batch.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import type { Effect } from '../testing/node-types.ts';
import { openRunRig, type RunRig } from '../testing/run-rig.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { until } from '../testing/until.ts';
import type { CrashPoint } from './host.ts';
import { maxRecoveries } from './runner.ts';

const child = fileURLToPath(new URL('../testing/crash-child.ts', import.meta.url));

// start ─> a (pure) ─> b (effect) ─> c (pure)
const flowWith = (type: 'put' | 'send', afterCrash: 'repeat' | 'ask'): JsonRecord =>
  drawFlow(
    {
      start: { type: 'start' },
      a: { type: 'copy', params: { value: 1 } },
      b: { type },
      c: { type: 'copy', params: { value: 2 } },
    },
    ['start > a > b > c'],
    { settings: { afterCrash } },
  );

const effectsIn = (folder: string): string[] => {
  const log = join(folder, 'effects.log');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
};

/** Kills a process at the point, then opens what it left behind. */
const crash = (flow: JsonRecord, point: CrashPoint | CommitPoint, hit = 0): { folder: string; rig: RunRig } => {
  const folder = tempFolder();
  const { signal, stderr } = spawnSync(process.execPath, [child, JSON.stringify({ folder, flow, point, hit })], {
    encoding: 'utf8',
  });
  expect(`${signal} ${stderr}`).toContain('SIGKILL');
  const rig = openRunRig({
    folder,
    flow,
    act: (_, { idempotencyKey }) => {
      appendFileSync(join(folder, 'effects.log'), `${idempotencyKey}\n`);
      return { output: {} };
    },
  });
  rig.runner.recover();
  return { folder, rig };
};

const runs = (rig: RunRig) => rig.stores.history.runs({ limit: 10 });
const settled = async (rig: RunRig, status: string) => {
  await until(() => runs(rig).every((run) => run.status === status));
  return runs(rig);
};

describe('killed', () => {
  test('before the event is committed: nothing was promised, nothing is there', () => {
    const { rig } = crash(flowWith('put', 'repeat'), 'before-commit');
    expect(rig.stores.history.counts()).toMatchObject({ events: 0, runs: 0 });
  });

  test.each<[string, CrashPoint | CommitPoint, number]>([
    ['after the event is committed', 'after-commit', 0],
    ['before the first step', 'before-step', 0],
    ['before the commit that says the effect begins', 'before-commit', 1],
    ['after that commit, before the effect', 'after-started', 0],
  ])('%s: the effect happens once after the restart', async (_, point, hit) => {
    const { folder, rig } = crash(flowWith('send', 'repeat'), point, hit);
    expect(await settled(rig, 'succeeded')).toHaveLength(1);
    expect(effectsIn(folder)).toHaveLength(1);
  });

  test.each<['put' | 'send']>([['put'], ['send']])(
    'between the effect of "%s" and its record: it is repeated once, with the same key',
    async (type) => {
      const { folder, rig } = crash(flowWith(type, 'repeat'), 'after-effect');
      const [run] = await settled(rig, 'succeeded');
      const keys = effectsIn(folder);
      expect(keys).toHaveLength(2);
      expect(new Set(keys).size).toBe(1);
      expect(run && rig.steps(run.id)).toEqual(['a#1 succeeded', 'b#1 failed', 'b#2 succeeded', 'c#1 succeeded']);
      expect(run?.recoveries).toBe(1);
    },
  );

  test('between effect and record, with a flow that asks: it waits for the person and repeats nothing', async () => {
    const { folder, rig } = crash(flowWith('send', 'ask'), 'after-effect');
    const [run] = await settled(rig, 'needs-decision');
    expect(effectsIn(folder)).toHaveLength(1);
    expect(run?.attention).toBe(true);
  });

  test('between effect and record, with a flow that asks, but a step that may be repeated: it is repeated', async () => {
    const { folder, rig } = crash(flowWith('put', 'ask'), 'after-effect');
    await settled(rig, 'succeeded');
    expect(effectsIn(folder)).toHaveLength(2);
  });

  test('before the caller is answered: the run is over all the same', async () => {
    const flow = drawFlow({ start: { type: 'start' }, tell: { type: 'tell' } }, ['start > tell']);
    const { rig } = crash(flow, 'before-answer');
    expect(runs(rig).map(({ status }) => status)).toEqual(['succeeded']);
  });

  test('after the last commit: the run is over and nothing is repeated', async () => {
    // The first commit says that the effect begins, the second one that the run is over.
    const { folder, rig } = crash(flowWith('put', 'repeat'), 'after-finished', 1);
    expect(runs(rig).map(({ status }) => status)).toEqual(['succeeded']);
    expect(effectsIn(folder)).toHaveLength(1);
  });
});

test('an attempt that ended with the engine uses up no retry', async () => {
  const folder = tempFolder();
  const flow = drawFlow({ start: { type: 'start' }, b: { type: 'put', onError: { retries: 1, firstDelayMs: 10 } } }, [
    'start > b',
  ]);
  spawnSync(process.execPath, [child, JSON.stringify({ folder, flow, point: 'after-started', hit: 0 })]);
  let calls = 0;
  const act: Effect = () => {
    calls++;
    if (calls === 1) throw worldFault('http.answered-500', 'Sorry');
    return { output: {} };
  };
  const rig = openRunRig({ folder, flow, act });
  rig.runner.recover();
  await settled(rig, 'waiting');
  rig.clock.advance(10);
  const [run] = await settled(rig, 'succeeded');
  expect(run && rig.steps(run.id)).toEqual(['b#1 failed', 'b#2 failed', 'b#3 succeeded']);
});

/** Begins a run whose second step never ends, and ends the engine in the middle of it so often. */
const endOverAndOver = async (flow: JsonRecord, times: number): Promise<RunRig> => {
  const folder = tempFolder();
  for (let time = 0; time < times; time++) {
    const rig = openRunRig({ folder, flow, act: () => new Promise(() => {}) });
    if (time === 0) void rig.start();
    else rig.runner.recover();
    await until(() => rig.runner.active() === 1 && rig.clock.armed() > 0);
    void rig.stores.writer.flush();
    rig.close();
  }
  const rig = openRunRig({ folder, flow });
  rig.runner.recover();
  return rig;
};

test('a run that was in a step at too many ends of the engine is not tried again by itself', async () => {
  const rig = await endOverAndOver(flowWith('put', 'repeat'), maxRecoveries + 1);
  const [run] = await settled(rig, 'failed');
  expect(run).toMatchObject({ error: { code: 'run.poison' }, attention: true, recoveries: maxRecoveries + 1 });
});

test('one end less, and it is', async () => {
  const rig = await endOverAndOver(flowWith('put', 'repeat'), maxRecoveries);
  expect(await settled(rig, 'succeeded')).toMatchObject([{ recoveries: maxRecoveries }]);
});

test('a run that only read is never to blame', async () => {
  const flow = drawFlow({ start: { type: 'start' }, b: { type: 'look' } }, ['start > b']);
  const rig = await endOverAndOver(flow, maxRecoveries + 2);
  expect(await settled(rig, 'succeeded')).toMatchObject([{ recoveries: 0 }]);
});
