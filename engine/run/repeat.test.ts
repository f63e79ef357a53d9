import { describe, expect, test } from 'vitest';
import { personFault, worldFault } from '../model/fault.ts';
import { itemPlace } from '../model/items.ts';
import type { JsonRecord, JsonValue } from '../model/json.ts';
import type { StepContext } from '../nodes/define.ts';
import { drawFlow } from '../testing/flow-builder.ts';
import { openRunRig, type RigOptions, type RunRig } from '../testing/run-rig.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { until } from '../testing/until.ts';

type Id = Parameters<RunRig['load']>[0];
const openRig = (options: Omit<RigOptions, 'folder'>): RunRig => openRunRig({ folder: tempFolder(), ...options });
const start = { type: 'start' };
const copy = (value: unknown) => ({ type: 'copy', params: { value } as JsonRecord });
const each = (params: JsonRecord = {}) => ({ type: 'for-each', params: { list: '{{ trigger.list }}', ...params } });
const send = (value = '{{ item }}', more: object = {}) => ({ type: 'send', params: { value }, ...more });
const outputOf = (rig: RunRig, id: Id, node: string, item = 0) =>
  rig.load(id).steps.findLast((step) => step.node === node && step.item === item)?.output;
const statusesOf = (rig: RunRig, id: Id, node: string) =>
  rig
    .load(id)
    .steps.filter((step) => step.node === node)
    .map((step) => `${step.item - 1}#${step.attempt} ${step.status}`);

// start ─> loop ┬ each ─> … ─> last
//               └ done ─> after
const repeating = (body: Parameters<typeof drawFlow>[0], line: string, params: JsonRecord = {}, more: object = {}) =>
  drawFlow(
    { start, loop: each(params), ...body, after: copy('{{ steps.loop.results }}') },
    ['start > loop', `loop.each > ${line}`, 'loop.done > after'],
    more,
  );

describe('repeating', () => {
  test('does the steps once for each item, and hands on what came of them in the order of the list', async () => {
    const flow = repeating(
      { a: copy({ n: '{{ item.n }}', at: '{{ index }}' }), b: copy('{{ steps.a.n | times: 10 }}') },
      'a > b',
    );
    const rig = openRig({ flow });
    const { id, end } = await rig.start({ list: [{ n: 1 }, { n: 2 }, { n: 3 }] });
    expect(end).toMatchObject({ status: 'succeeded', error: null });
    expect(outputOf(rig, id, 'after')).toEqual([10, 20, 30]);
    expect(outputOf(rig, id, 'a', itemPlace(0, 2))).toEqual({ n: 3, at: 2 });
    expect(statusesOf(rig, id, 'b')).toEqual(['0#1 succeeded', '1#1 succeeded', '2#1 succeeded']);
  });

  test('an empty list is done at once, and its steps do not run', async () => {
    const rig = openRig({ flow: repeating({ a: copy(1) }, 'a') });
    const { id, end } = await rig.start({ list: [] });
    expect(end.status).toBe('succeeded');
    expect(rig.steps(id)).toEqual(['after#1 succeeded', 'loop#1 succeeded']);
    expect(outputOf(rig, id, 'loop')).toEqual({ count: 0, failed: 0, results: [], failures: [] });
  });

  test('a list inside a list sees both items, each in its own place', async () => {
    const flow = drawFlow(
      {
        start,
        outer: each(),
        inner: { type: 'for-each', params: { list: '{{ item.lines }}' } },
        line: copy('{{ steps.outer.item.name }}-{{ item }}-{{ steps.outer.index }}{{ index }}'),
        sum: copy('{{ steps.inner.results | join: " " }}'),
        after: copy('{{ steps.outer.results }}'),
      },
      ['start > outer', 'outer.each > inner', 'inner.each > line', 'inner.done > sum', 'outer.done > after'],
    );
    const rig = openRig({ flow });
    const { id, end } = await rig.start({
      list: [
        { name: 'a', lines: ['x', 'y'] },
        { name: 'b', lines: ['z'] },
      ],
    });
    expect(end).toMatchObject({ status: 'succeeded', error: null });
    expect(outputOf(rig, id, 'after')).toEqual(['a-x-00 a-y-01', 'b-z-10']);
    expect(outputOf(rig, id, 'line', itemPlace(itemPlace(0, 0), 1))).toBe('a-y-01');
  });

  test('items whose branch ends early are left out, and branches may join inside', async () => {
    const flow = drawFlow(
      {
        start,
        loop: each(),
        choose: { type: 'choose', params: { port: '{{ item }}' } },
        a: copy({ by: 'left' }),
        b: copy({ by: 'right' }),
        join: { type: 'merge', params: { combine: 'first' } },
        after: copy('{{ steps.loop.results }}'),
      },
      ['start > loop', 'loop.each > choose', 'choose.left > a > join', 'choose.right > b > join', 'loop.done > after'],
    );
    const rig = openRig({ flow });
    const { id } = await rig.start({ list: ['left', 'none', 'right'] });
    expect(outputOf(rig, id, 'after')).toEqual([{ by: 'left' }, { by: 'right' }]);
  });

  test('works on as many items at a time as it may, and no more', async () => {
    let going = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const act = () =>
      new Promise<{ output: JsonValue }>((resolve) => {
        most = Math.max(most, ++going);
        finish.push(() => {
          going--;
          resolve({ output: {} });
        });
      });
    const rig = openRig({ flow: repeating({ a: send() }, 'a', { maxParallel: 3 }), act });
    const over = rig.start({ list: [1, 2, 3, 4, 5, 6, 7] });
    for (let done = 0; done < 7; done++) {
      await until(() => finish.length > 0 && (going === 3 || done > 4));
      finish.shift()?.();
    }
    expect((await over).end.status).toBe('succeeded');
    expect(most).toBe(3);
  });

  test('a long list is written in turns, and nothing of it is lost', async () => {
    const rig = openRig({ flow: repeating({ a: copy('{{ item }}'), b: copy('{{ steps.a }}') }, 'a > b') });
    const list = Array.from({ length: 3000 }, (_, index) => index);
    const { id, end } = await rig.start({ list });
    expect(end.status).toBe('succeeded');
    expect(outputOf(rig, id, 'after')).toEqual(list);
    expect(rig.load(id).steps).toHaveLength(6002);
  });
});

const refuseEven = (value: unknown) => {
  if (Number(value) % 2 === 0) throw personFault('test.even', `${value} is even.`);
  return { output: value as JsonValue };
};

describe('when an item fails', () => {
  test('the others are done, then the step fails and says which', async () => {
    const rig = openRig({ flow: repeating({ a: send() }, 'a'), act: refuseEven });
    const { id, end } = await rig.start({ list: [1, 2, 3, 4] });
    expect(end).toMatchObject({
      status: 'failed',
      error: { code: 'for-each.items-failed', message: '2 of 4 items failed. Item 2: 2 is even.' },
    });
    expect(rig.load(id).run.failedNode).toBe('loop');
    expect(statusesOf(rig, id, 'a').filter((step) => step.endsWith('succeeded'))).toEqual([
      '0#1 succeeded',
      '2#1 succeeded',
    ]);
  });

  test('it stops at once when asked', async () => {
    const rig = openRig({ flow: repeating({ a: send() }, 'a', { ifItemsFail: 'stop' }), act: refuseEven });
    const { id, end } = await rig.start({ list: [1, 2, 3, 4] });
    expect(end.status).toBe('failed');
    expect(statusesOf(rig, id, 'a')).toEqual(['0#1 succeeded', '1#1 failed']);
  });

  test('it goes on with the failures listed when asked', async () => {
    const flow = repeating({ a: send() }, 'a', { ifItemsFail: 'continue' });
    const rig = openRig({ flow, act: refuseEven });
    const { id, end } = await rig.start({ list: [1, 2, 3] });
    expect(end.status).toBe('succeeded');
    expect(outputOf(rig, id, 'loop')).toEqual({
      count: 3,
      failed: 1,
      results: [1, 3],
      failures: [{ index: 1, item: 2, message: '2 is even.' }],
    });
  });

  test('each item has its own retries, and one waits without holding up the others', async () => {
    let tries = 0;
    const act = (value: unknown) => {
      if (value === 1 && ++tries < 3) throw worldFault('test.busy', 'Busy.', { retryable: true });
      return { output: value as JsonValue };
    };
    const flow = repeating({ a: send('{{ item }}', { onError: { firstDelayMs: 1000 } }) }, 'a', { maxParallel: 2 });
    const rig = openRig({ flow, act });
    const id = await rig.begin({ list: [1, 2, 3] });
    await rig.reached(id, 'waiting');
    expect(statusesOf(rig, id, 'a').filter((step) => step.endsWith('succeeded'))).toHaveLength(2);
    rig.clock.advance(1000);
    await until(() => tries === 2 && rig.load(id).run.status === 'waiting');
    rig.clock.advance(4000);
    await rig.reached(id, 'succeeded');
    expect(outputOf(rig, id, 'after')).toEqual([1, 2, 3]);
  });

  test('a step that ends the run ends it from inside a list too', async () => {
    const flow = repeating({ a: { type: 'end', params: { as: 'failed', message: 'Enough.' } } }, 'a');
    const rig = openRig({ flow });
    const { id, end } = await rig.start({ list: [1, 2] });
    expect(end).toMatchObject({ status: 'failed', error: { message: 'Enough.' } });
    expect(rig.load(id).steps.filter(({ status }) => status === 'started')).toEqual([]);
  });
});

describe('when the engine ends in the middle', () => {
  const keys = () => {
    const seen = new Map<unknown, string[]>();
    const act = (value: unknown, { idempotencyKey }: StepContext) => {
      seen.set(value, [...(seen.get(value) ?? []), idempotencyKey]);
      return value === 'c' && seen.get(value)?.length === 1
        ? new Promise<never>(() => {})
        : { output: value as JsonValue };
    };
    return { seen, act };
  };

  test('items that were done are not done again, and the one in progress keeps its key', async () => {
    const { seen, act } = keys();
    const rig = openRig({ flow: repeating({ a: send() }, 'a'), act });
    const id = await rig.begin({ list: ['a', 'b', 'c', 'd'] });
    await until(() => seen.has('c'));
    const again = await rig.restart();
    again.runner.recover();
    await again.reached(id, 'succeeded');
    expect([...seen].map(([item, used]) => [item, used.length])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 2],
      ['d', 1],
    ]);
    expect(new Set(seen.get('c')).size).toBe(1);
    expect(new Set([...seen.values()].flat()).size).toBe(4);
    expect(outputOf(again, id, 'after')).toEqual(['a', 'b', 'c', 'd']);
  });

  test('the list stays as it was when the run began, even if it is made of the time', async () => {
    const { seen, act } = keys();
    const flow = repeating({ a: send('{{ item }}') }, 'a', { list: '{{ trigger.text | append: now | split: "," }}' });
    const rig = openRig({ flow, act });
    const id = await rig.begin({ text: 'a,c,' });
    await until(() => seen.has('c'));
    rig.clock.advance(86_400_000);
    const again = await rig.restart();
    again.runner.recover();
    await again.reached(id, 'succeeded');
    expect([...seen.keys()]).toEqual(['a', 'c', '2026-11-23T12:00:00.000Z']);
  });

  test('an item that waits goes on when its time has come', async () => {
    const flow = repeating({ nap: { type: 'sleep', params: { ms: 3_600_000 } }, a: copy('{{ item }}') }, 'nap > a', {
      maxParallel: 5,
    });
    const rig = openRig({ flow });
    const id = await rig.begin({ list: [1, 2] });
    await rig.reached(id, 'waiting');
    const again = await rig.restart();
    again.runner.recover();
    again.clock.advance(3_600_000);
    await again.reached(id, 'succeeded');
    expect(outputOf(again, id, 'after')).toEqual([1, 2]);
  });

  test('a flow that asks, asks about the item, and the others are done meanwhile', async () => {
    const { seen, act } = keys();
    const flow = repeating({ a: send() }, 'a', { maxParallel: 2 }, { settings: { afterCrash: 'ask' } });
    const rig = openRig({ flow, act });
    const id = await rig.begin({ list: ['c', 'd', 'e'] });
    await until(() => rig.load(id).steps.filter(({ status }) => status === 'succeeded').length === 2);
    const again = await rig.restart();
    again.runner.recover();
    await again.reached(id, 'needs-decision');
    expect(statusesOf(again, id, 'a')).toEqual(['0#1 needs-decision', '1#1 succeeded', '2#1 succeeded']);
    expect(seen.get('c')).toHaveLength(1);
  });
});

test('a run that is cancelled leaves no step behind that seems to go on', async () => {
  let begun = false;
  const act = (_: unknown, { signal }: StepContext) =>
    new Promise<never>((_resolve, reject) => {
      begun = true;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  const rig = openRig({ flow: repeating({ a: send() }, 'a'), act });
  const id = await rig.begin({ list: [1, 2] });
  await until(() => begun);
  expect(await rig.runner.cancel(id)).toBe(true);
  expect(rig.load(id).run.status).toBe('cancelled');
  expect(rig.steps(id)).toEqual(['a#1 failed', 'loop#1 failed']);
});
