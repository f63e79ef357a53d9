import { describe, expect, test } from 'vitest';
import { readNumber } from './read-number.ts';
import { isBack, isPast, type MonitorRule } from './rule.ts';
import { isFailing, type MonitorState, type MonitorStep, type Sample, stepMonitor } from './step-monitor.ts';

const minute = 60_000;
const rule: MonitorRule = { direction: 'above', limit: 90, backAt: 85, forMs: 0, everyMs: minute, noDataMs: 0 };

/** Feeds readings one interval apart; `null` is a look without a reading. Returns the events as `crossed 95`. */
const watch = (with_: MonitorRule, values: (number | null)[], from?: { state: MonitorState | null; atMs: number }) => {
  let state = from?.state ?? null;
  let atMs = from?.atMs ?? 0;
  const events: string[] = [];
  for (const value of values) {
    const step: MonitorStep = stepMonitor(with_, state, value === null ? { missing: true } : { value }, atMs);
    state = step.state;
    atMs += with_.everyMs;
    for (const { to, value: seen, suppressed, flapping } of step.transitions)
      events.push(`${suppressed ? 'kept ' : ''}${to} ${seen}${flapping ? ' flapping' : ''}`);
  }
  return { events, state: state as MonitorState, atMs };
};

describe('past the limit and back', () => {
  test('tells once, and once when it is back below the second limit', () => {
    expect(watch(rule, [50, 91, 95, 88, 86, 92, 85, 50]).events).toEqual(['crossed 91', 'normal 85']);
  });

  test('the limit itself is not past it', () => {
    expect(watch(rule, [90, 90, 90]).events).toEqual([]);
  });

  test('below works the other way round', () => {
    const low = { ...rule, direction: 'below' as const, limit: 10, backAt: 15 };
    expect(watch(low, [20, 9, 12, 14, 15, 20]).events).toEqual(['crossed 9', 'normal 15']);
  });

  test('a number that is past the limit at the first look counts', () => {
    expect(watch(rule, [95]).events).toEqual(['crossed 95']);
    expect(watch({ ...rule, forMs: 2 * minute }, [95, 95, 95]).events).toEqual(['crossed 95']);
  });
});

describe('for at least', () => {
  const patient = { ...rule, forMs: 2 * minute };

  test('every reading must be past the limit; one that is not starts again', () => {
    expect(watch(patient, [95, 95, 89, 95, 95, 96]).events).toEqual(['crossed 96']);
  });

  test('two readings at least, however short the time', () => {
    expect(watch({ ...rule, forMs: 1 }, [95, 96]).events).toEqual(['crossed 96']);
  });

  test('sleep starts the time again, and leaves what was told as it is', () => {
    const before = watch(patient, [95, 95]);
    const after = watch(patient, [95, 95], { state: before.state, atMs: before.atMs + 10 * minute });
    expect(after.events).toEqual([]);
    expect(watch(patient, [97], after).events).toEqual(['crossed 97']);
    const told = watch(patient, [95, 95, 95]);
    expect(watch(patient, [95, 95], { state: told.state, atMs: told.atMs + 60 * minute }).events).toEqual([]);
  });

  test('a clock that is set back starts the time again', () => {
    const before = watch(patient, [95, 95], { state: null, atMs: 100 * minute });
    expect(watch(patient, [95, 95], { state: before.state, atMs: 0 }).events).toEqual([]);
  });
});

describe('a rule that is changed', () => {
  test('longer: what was told is not told again', () => {
    const told = watch(rule, [95]);
    const later = watch({ ...rule, forMs: 5 * minute }, [95, 95, 95, 95, 95, 95, 95], told);
    expect(later.events).toEqual([]);
    expect(later.state.phase).toBe('firing');
  });

  test('another limit is looked at anew, with one event at the most', () => {
    const told = watch(rule, [95]);
    expect(watch({ ...rule, limit: 97 }, [95], told).events).toEqual(['normal 95']);
    expect(watch({ ...rule, limit: 80, backAt: 70 }, [95], told).events).toEqual([]);
    const quiet = watch(rule, [88]);
    expect(watch({ ...rule, limit: 80, backAt: 70 }, [88, 88], quiet).events).toEqual(['crossed 88']);
  });
});

describe('no reading', () => {
  test('NaN, nothing and text are missing, never 0', () => {
    expect(readNumber(Number.NaN)).toBeNull();
    expect(readNumber(null)).toBeNull();
    expect(['', 'n/a', '1,5', '0x10', '1_000', '١٢', ' '].map(readNumber)).toEqual(Array(7).fill(null));
    expect(['12', '-3.5', ' 1e3 ', 7].map(readNumber)).toEqual([12, -3.5, 1000, 7]);
    const low = { ...rule, direction: 'below' as const, limit: 10, backAt: 10 };
    expect(stepMonitor(low, null, { value: Number.NaN }, 0).transitions).toEqual([]);
  });

  test('says nothing unless asked, and then once', () => {
    expect(watch(rule, [50, null, null, null, null]).events).toEqual([]);
    const asking = { ...rule, noDataMs: 3 * minute };
    expect(watch(asking, [50, null, null, null, null, null]).events).toEqual(['no-data null']);
    expect(watch(asking, [50, null, null, null, 50, null, null, null]).events).toEqual([
      'no-data null',
      'no-data null',
    ]);
  });

  test('changes nothing about what was told', () => {
    const told = watch({ ...rule, noDataMs: minute }, [95, null, null, null, null, 95]);
    expect(told.events).toEqual(['crossed 95', 'no-data null']);
  });

  test('counts as a failure after three looks that failed in a row', () => {
    let state: MonitorState | null = null;
    const failing: boolean[] = [];
    for (const sample of [{ failed: true }, { failed: true }, { value: 1 }, ...Array(3).fill({ failed: true })]) {
      state = stepMonitor(rule, state, sample as Sample, 0).state;
      failing.push(isFailing(state, rule, 0));
    }
    expect(failing).toEqual([false, false, false, false, false, true]);
    expect(isFailing(state as MonitorState, { ...rule, forMs: minute }, 30_000)).toBe(false);
  });
});

test('a number that goes back and forth is told as such, then not until it is quiet', () => {
  const values = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 50 : 95));
  const restless = watch({ ...rule, backAt: 90 }, values);
  const heard = restless.events.filter((event) => !event.startsWith('kept'));
  expect(heard.at(-1)).toMatch(/flapping$/);
  expect(heard.length).toBeLessThan(6);
  expect(restless.events.filter((event) => event.startsWith('kept')).length).toBeGreaterThan(20);
  // Quiet again: told what is so, if that is not what was told last.
  const last = heard.at(-1)?.startsWith('crossed') ? 50 : 95;
  const quiet = watch({ ...rule, backAt: 90 }, Array(25).fill(last), restless);
  expect(quiet.events.filter((event) => !event.startsWith('kept'))).toEqual([last === 50 ? 'normal 50' : 'crossed 95']);
});

/** A small generator of repeatable chance (mulberry32). */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

const randomRule = (random: () => number): MonitorRule => {
  const direction = random() < 0.5 ? 'above' : 'below';
  const limit = Math.round(random() * 100);
  const band = random() < 0.5 ? 0 : Math.round(random() * 20);
  return {
    direction,
    limit,
    backAt: direction === 'above' ? limit - band : limit + band,
    forMs: random() < 0.4 ? 0 : Math.round(random() * 6) * 1000,
    everyMs: 1000,
    noDataMs: random() < 0.5 ? 0 : 90_000,
  };
};

const randomSample = (random: () => number): Sample => {
  const kind = random();
  if (kind < 0.08) return { missing: true };
  if (kind < 0.14) return { failed: true };
  if (kind < 0.17) return { value: Number.NaN };
  return { value: Math.round(random() * 120) };
};

describe('10,000 random stories', () => {
  interface Look {
    atMs: number;
    value: number | null;
  }

  /** Whether every reading of the last `forMs` was past the limit, without a hole longer than two intervals. */
  const heldLongEnough = (looks: readonly Look[], now: MonitorRule): boolean => {
    const readings = looks.filter((look): look is Look & { value: number } => look.value !== null);
    const last = readings.at(-1);
    if (!last || !isPast(now, last.value)) return false;
    if (now.forMs === 0) return true;
    for (let index = readings.length - 2; index >= 0; index--) {
      const [earlier, later] = [readings[index], readings[index + 1]];
      if (!earlier || !later || !isPast(now, earlier.value)) return false;
      if (later.atMs < earlier.atMs || later.atMs - earlier.atMs > 2 * now.everyMs) return false;
      if (last.atMs - earlier.atMs >= now.forMs) return true;
    }
    return false;
  };

  test.each([1, 2, 3, 4])('keep every promise (part %i)', (part) => {
    for (let story = 0; story < 2500; story++) {
      const random = chance(part * 100_000 + story);
      let now = randomRule(random);
      let state: MonitorState | null = null;
      let atMs = 1_000_000;
      let told = 'normal';
      let edited = false;
      const looks: Look[] = [];
      for (let look = 0; look < 40; look++) {
        if (random() < 0.03) {
          now = randomRule(random);
          edited = true;
        }
        const sample = randomSample(random);
        const before: MonitorState | null = state;
        const step: MonitorStep = stepMonitor(now, before, sample, atMs);
        // Equal inputs give equal outputs, also after everything was written to disk and read again.
        const again = stepMonitor(now, JSON.parse(JSON.stringify(before)), sample, atMs);
        expect(again).toEqual(step);
        const value = 'value' in sample && !Number.isNaN(sample.value) ? sample.value : null;
        looks.push({ atMs, value });
        for (const { to, suppressed } of step.transitions) {
          if (to === 'no-data') expect(now.noDataMs).toBeGreaterThan(0);
          if (suppressed || to === 'no-data') continue;
          expect(to).not.toBe(told);
          told = to;
        }
        expect(step.state.told).toBe(told);
        if (value === null && before) expect(step.state.phase).toBe(before.phase);
        if (step.state.phase === 'firing' && before?.phase !== 'firing' && !edited)
          expect(heldLongEnough(looks, now)).toBe(true);
        if (step.state.phase === 'normal' && before?.phase === 'firing' && !edited)
          expect(value !== null && isBack(now, value)).toBe(true);
        state = step.state;
        atMs += random() < 0.05 ? Math.round(random() * 100_000) - 20_000 : now.everyMs;
      }
    }
  });
});
