import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../model/json.ts';
import { drawFlow } from '../../testing/flow-builder.ts';
import { openTestEngine, type TestEngine } from '../../testing/open-engine.ts';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './approve.ts';

const flow = (params: JsonRecord = {}) =>
  drawFlow(
    {
      go: { type: 'manual' },
      ask: { type: 'approve', params: { question: 'Send {{ trigger.total }}?', details: 'To Ana', ...params } },
      sent: { type: 'map', params: { fields: [{ name: 'note', value: '{{ steps.ask.note }}' }] } },
      kept: { type: 'map' },
    },
    ['go > ask', 'ask.yes > sent', 'ask.no > kept'],
    { name: 'Invoice' },
  );

const begin = async (engine: TestEngine, total = 12) =>
  engine.call('runs.start', { subject: { flow: 'Invoice' }, payload: { total } });
const reached = (run: { steps: { node: string; status: string }[] }) =>
  run.steps.map(({ node, status }) => `${node} ${status}`);
const ask = 'ask' as never;

describe('asking the person', () => {
  test('the run waits and needs attention; yes goes on with the note', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(flow(), { on: false });
    const run = await begin(engine);
    expect(run).toMatchObject({ status: 'waiting', attention: true });
    expect(run.steps[0]?.did).toMatchObject({ kind: 'question', question: 'Send 12?', details: 'To Ana' });
    const done = await engine.call('runs.answer', { run: run.id, node: ask, answer: 'yes', note: 'fine' });
    expect(done).toMatchObject({ status: 'succeeded', attention: false });
    expect(reached(done)).toEqual(['ask succeeded', 'sent succeeded']);
    expect(done.steps[1]?.output).toEqual({ note: 'fine' });
  });

  test('no goes the other way, also after a restart', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(flow(), { on: false });
    const run = await begin(engine);
    const again = await engine.restart();
    expect((await again.call('runs.show', { run: run.id })).attention).toBe(true);
    const done = await again.call('runs.answer', { run: run.id, node: ask, answer: 'no' });
    expect(reached(done)).toEqual(['ask succeeded', 'kept succeeded']);
  });

  test('nobody can answer twice, or what was not asked', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(flow(), { on: false });
    const run = await begin(engine);
    await engine.call('runs.answer', { run: run.id, node: ask, answer: 'no' });
    const twice = engine.call('runs.answer', { run: run.id, node: ask, answer: 'yes' });
    await expect(twice).rejects.toMatchObject({ code: 'answer.nothing-asked' });
    const open = await begin(engine);
    const other = engine.call('runs.answer', { run: open.id, node: 'sent' as never, answer: 'yes' });
    await expect(other).rejects.toMatchObject({ code: 'answer.nothing-asked' });
  });

  test('two runs ask separately', async () => {
    const engine = await openTestEngine();
    await engine.importFlow(flow(), { on: false });
    const [first, second] = [await begin(engine, 1), await begin(engine, 2)];
    await engine.call('runs.answer', { run: second.id, node: ask, answer: 'yes' });
    expect((await engine.call('runs.show', { run: first.id })).status).toBe('waiting');
  });

  test('without an answer it goes on when the time is up', async () => {
    const params = { question: 'Now?', waitHours: 2 };
    expect((await tryStep(node, params, { nowMs: 0 })).waitUntilMs).toBe(7_200_000);
    expect(await tryStep(node, params, { nowMs: 7_200_000 })).toMatchObject({
      port: 'no-answer',
      output: { answer: null },
    });
  });

  test('has to have a question', () => {
    expect(problemsOf(node, {})).toEqual(['question: There is no question yet.']);
  });
});
