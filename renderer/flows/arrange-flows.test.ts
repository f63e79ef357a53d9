import { describe, expect, test } from 'vitest';
import type { FlowCard, RunStatus } from '../client/types.ts';
import { arrangeFlows, countFlows, needsAttention } from './arrange-flows.ts';
import { barsOf, historyWords, lookOf, waitsFor, weekWords, whyAttention } from './flow-words.ts';

const card = (name: string, more: Partial<FlowCard> = {}): FlowCard => ({
  id: `flow_${name}` as FlowCard['id'],
  name,
  on: true,
  edited: false,
  version: 1,
  pausedReason: null,
  sentence: 'Starts when you press Run.',
  addresses: [],
  savedAt: '2026-03-01T00:00:00.000Z',
  state: 'on',
  triggers: ['webhook'],
  toFinish: 0,
  trouble: null,
  drift: [],
  quiet: null,
  recent: [],
  runsThisWeek: 0,
  attention: 0,
  holding: 0,
  ...more,
});
const run = (status: RunStatus, tookMs = 10, startedAt = '2026-03-02T00:00:00.000Z') => ({
  id: `run_${tookMs}` as FlowCard['recent'][number]['id'],
  status,
  startedAt,
  tookMs,
});

const flows = [
  card('Beta', { on: false, state: 'draft', toFinish: 2 }),
  card('Ação', { recent: [run('failed')], attention: 1, sentence: 'Calls "https://example.com".' }),
  card('Gamma', { recent: [run('succeeded', 5, '2026-03-03T00:00:00.000Z')] }),
  card('Delta', { state: 'needs-attention', pausedReason: 'This flow kept starting itself.', on: false }),
];
const names = (change: Partial<Parameters<typeof arrangeFlows>[1]>): string[] =>
  arrangeFlows(flows, { filter: 'all', find: '', sort: 'name', ...change }).map(({ name }) => name);

describe('the list of flows', () => {
  test('counts what each filter leaves', () => {
    expect(countFlows(flows)).toEqual({ all: 4, on: 2, off: 2, attention: 2 });
    expect(names({ filter: 'attention' })).toEqual(['Ação', 'Delta']);
    expect(names({ filter: 'off' })).toEqual(['Beta', 'Delta']);
  });

  test('is searched in names and sentences, without accents, by every word', () => {
    expect([names({ find: 'acao' }), names({ find: 'EXAMPLE.com' }), names({ find: 'gamma press' })]).toEqual([
      ['Ação'],
      ['Ação'],
      ['Gamma'],
    ]);
    expect(names({ find: 'gamma example' })).toEqual([]);
  });

  test('is ordered by last run, name or state', () => {
    expect(names({ sort: 'last-run' })).toEqual(['Gamma', 'Ação', 'Beta', 'Delta']);
    expect(names({ sort: 'name' })).toEqual(['Ação', 'Beta', 'Delta', 'Gamma']);
    expect(names({ sort: 'state' })).toEqual(['Delta', 'Ação', 'Gamma', 'Beta']);
  });
});

describe('the words of a flow', () => {
  test('say what it waits for', () => {
    expect(flows.map(waitsFor)).toEqual(['2 things to finish', 'listening', 'listening', 'stopped by itself']);
    expect([waitsFor(card('x', { triggers: ['manual'] })), waitsFor(card('x', { on: false, state: 'off' }))]).toEqual([
      'waits for you',
      '',
    ]);
  });

  test('say why it calls', () => {
    expect(flows.slice(1).map(whyAttention)).toEqual([
      '1 failed run',
      'its last runs failed',
      'this flow kept starting itself',
    ]);
  });

  test('say that runs wait for an answer or a connection', () => {
    const waiting = card('x', { attention: 1, recent: [run('waiting')] });
    expect(whyAttention(waiting)).toBe('1 run waits for you');
    const held = card('x', { attention: 3, holding: 3, state: 'holding' });
    expect([whyAttention(held), lookOf(held).label]).toEqual(['3 runs wait for a connection', 'Holding 3']);
  });

  test('say that it went silent, unless something worse is known', () => {
    const quiet = { since: '2026-03-01T00:00:00.000Z', usually: 'about every 2 hours' };
    const silent = card('x', { quiet });
    expect([needsAttention(silent), lookOf(silent).label, whyAttention(silent)]).toEqual([
      true,
      'Unusually quiet',
      'quiet for unusually long, it runs about every 2 hours',
    ]);
    const broken = card('x', { quiet, state: 'needs-attention', trouble: { message: 'The folder is gone.', fix: '' } });
    expect([lookOf(broken).label, whyAttention(broken)]).toEqual(['Needs attention', 'the folder is gone']);
  });

  test('say its history', () => {
    const busy = card('x', { recent: [run('failed'), run('succeeded')], runsThisWeek: 1000 });
    expect([historyWords(busy), weekWords(card('x')), weekWords(card('x', { recent: [run('succeeded')] }))]).toEqual([
      'Last 2 runs, 1 failed; 1,000+ this week',
      'never ran',
      'none this week',
    ]);
  });

  test('draw the history oldest first, always fourteen bars', () => {
    const bars = barsOf([run('failed'), run('succeeded', 20), run('succeeded', 10), run('running')]);
    expect(bars).toHaveLength(14);
    expect(bars.slice(-4).map(({ state }) => state)).toEqual(['none', 'ok', 'ok', 'err']);
    expect(bars.at(-2)?.height).toBeGreaterThan(bars.at(-3)?.height ?? 1);
  });
});
