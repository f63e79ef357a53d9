import { describe, expect, test } from 'vitest';
import { problemsOf, tryStep } from '../../testing/try-step.ts';
import { node } from './wait.ts';

const startedAtMs = Date.UTC(2026, 2, 1, 9, 0, 0);
const at = (seconds: number, timeZone = 'UTC') => ({ startedAtMs, nowMs: startedAtMs + seconds * 1000, timeZone });

describe('waiting for a while', () => {
  test('is not finished before the time has passed, and always waits for the same moment', async () => {
    const params = { forSeconds: 60 };
    expect(await tryStep(node, params, at(0))).toEqual({ waitUntilMs: startedAtMs + 60_000 });
    expect(await tryStep(node, params, at(59.999))).toEqual({ waitUntilMs: startedAtMs + 60_000 });
    expect(await tryStep(node, params, at(60))).toEqual({ output: { waitedSeconds: 60 } });
  });

  test('says how long it really was, also when the computer slept', async () => {
    expect(await tryStep(node, { forSeconds: 60 }, at(7200.5))).toEqual({ output: { waitedSeconds: 7200.5 } });
  });

  test('the moment is a whole millisecond, never earlier than asked for', async () => {
    expect(await tryStep(node, { forSeconds: 0.0015 }, at(0))).toEqual({ waitUntilMs: startedAtMs + 2 });
  });

  test('zero seconds are no wait, and a clock set back makes no negative one', async () => {
    expect(await tryStep(node, { forSeconds: 0 }, at(0))).toEqual({ output: { waitedSeconds: 0 } });
    expect(await tryStep(node, { until: '2026-01-01' }, at(-5))).toEqual({ output: { waitedSeconds: 0 } });
  });

  test('the number may come from data', async () => {
    const params = { forSeconds: '{{ trigger.minutes | times: 60 }}' };
    expect(await tryStep(node, params, { ...at(0), trigger: { minutes: 2 } })).toEqual({
      waitUntilMs: startedAtMs + 120_000,
    });
  });
});

describe('waiting until a moment', () => {
  test('a moment that has passed is no wait', async () => {
    expect(await tryStep(node, { until: '2026-02-28' }, at(1))).toEqual({ output: { waitedSeconds: 1 } });
  });

  test('a time without a zone is that of the flow', async () => {
    expect(await tryStep(node, { until: '2026-07-01T12:00' }, at(0, 'Europe/Lisbon'))).toEqual({
      waitUntilMs: Date.UTC(2026, 6, 1, 11),
    });
  });

  test.each([
    ['soon', 'wait.not-a-date'],
    ['2027-03-03T00:00:00Z', 'wait.too-long'],
  ])('%s from data is refused as %s', async (until, code) => {
    const params = { until: '{{ trigger.until }}' };
    await expect(tryStep(node, params, { ...at(0), trigger: { until } })).rejects.toMatchObject({
      code,
      who: 'person',
    });
  });
});

test.each([
  [{}, 'forSeconds: It is not said how long to wait.'],
  [{ forSeconds: 1, until: '2026-03-01' }, 'until: Both a number of seconds and a date are filled in.'],
  [{ until: '03/04/2026' }, 'until: "03/04/2026" is not a date.'],
  [{ forSeconds: 366 * 86_400 + 1 }, 'forSeconds: '],
  [{ forSeconds: -1 }, 'forSeconds: '],
])('%j is a problem', (params, problem) => {
  expect(problemsOf(node, params)).toEqual([expect.stringContaining(problem)]);
});
