import { expect, test } from 'vitest';
import { sayAgo, stateLine, type TrayEntry, type TrayQuestion, trayMenu } from './tray-model.ts';

const nowMs = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;
const calm: TrayQuestion = {
  nowMs,
  flowsOn: 3,
  lastRunMs: nowMs - 2 * minute,
  failures: [],
  pausedUntil: null,
  update: null,
};
const labels = (entries: readonly TrayEntry[]): string[] =>
  entries.map((entry) => (entry.kind === 'line' ? '-' : entry.label));

test('one line says how things stand', () => {
  expect(stateLine(calm)).toBe('3 flows on · last run 2 min ago');
  expect(stateLine({ ...calm, flowsOn: 1, lastRunMs: null })).toBe('1 flow on');
  expect(stateLine({ ...calm, flowsOn: 0, lastRunMs: null })).toBe('No flow is on');
  expect(stateLine({ ...calm, pausedUntil: 'forever' })).toBe('All flows are paused');
  expect(stateLine({ ...calm, pausedUntil: nowMs + 60 * minute })).toMatch(/^All flows are paused until \d\d:00$/);
});

test.each([
  [0, 'just now'],
  [59_999, 'just now'],
  [minute, '1 min ago'],
  [90 * minute, '1 h ago'],
  [25 * 60 * minute, 'yesterday'],
  [72 * 60 * minute, '3 days ago'],
])('%d ms is %s', (ms, words) => {
  expect(sayAgo(ms)).toBe(words);
});

test('the menu opens, pauses and quits', () => {
  expect(labels(trayMenu(calm))).toEqual([
    '3 flows on · last run 2 min ago',
    '-',
    'Open WhenThen',
    'Pause all flows',
    '-',
    'Quit WhenThen',
  ]);
});

test('the three newest failures lead to their runs; a name cannot change the menu', () => {
  const failures = ['A & B', 'Second', 'Third', 'Fourth'].map((flow, index) => ({
    run: `run_${index}`,
    flow,
    atMs: nowMs - index * minute,
  }));
  const entries = trayMenu({ ...calm, failures });
  expect(labels(entries).slice(4, 9)).toEqual([
    '-',
    'A && B failed just now',
    'Second failed 1 min ago',
    'Third failed 2 min ago',
    '-',
  ]);
  expect(entries[5]).toMatchObject({ act: { do: 'show-run', run: 'run_0' } });
});

test('paused flows can be resumed, and with none on there is nothing to pause', () => {
  expect(labels(trayMenu({ ...calm, pausedUntil: 'forever' }))).toContain('Resume all flows');
  expect(labels(trayMenu({ ...calm, flowsOn: 0 }))).not.toContain('Pause all flows');
});

test('an update waits for the person', () => {
  expect(labels(trayMenu({ ...calm, update: '0.2.0' })).at(-2)).toBe('Restart to update to 0.2.0');
});
