import { type Stored, startedByDelivery } from './check-deliveries.ts';
import type { Call, Evidence, FlowName } from './evidence.ts';
import type { Found } from './findings.ts';
import type { UserRows } from './user-file.ts';

/** One thing a step did to the world. */
interface Effect {
  flow: FlowName;
  delivery: string;
  run: string;
}

/** Repeated effects, blamed on kills. */
export interface Repeats {
  total: number;
  /** For each kill, effects that were repeated because of it. */
  perKill: number[];
}

const listEffects = (calls: readonly Call[], { inserted, upserts }: UserRows): Effect[] => [
  ...calls.filter(({ outcome }) => outcome === 'done').map((call) => ({ flow: 'send' as const, ...call })),
  ...inserted.map((row) => ({ flow: 'insert' as const, ...row })),
  ...upserts.map((row) => ({ flow: 'upsert' as const, ...row })),
];

/** Every run that ended well did what it was there for, and nothing was done that no stored event asked for. */
const checkPresence = (effects: readonly Effect[], stored: Stored, found: Found): void => {
  const done = new Set(effects.map(({ run }) => run));
  for (const { id, status, event } of stored.runs.values())
    if (status === 'succeeded' && !done.has(id)) found('missing', `run ${id} of ${event} succeeded without its effect`);
  const started = startedByDelivery(stored);
  for (const { flow, delivery, run } of effects) {
    const asked = started.get(delivery)?.some((event) => event.run === run && event.path === flow);
    if (!asked) found('uncalledFor', `${flow} for ${delivery} by run ${run}, but no stored event asked for it`);
  }
};

/** A step is done a second time only when a kill found it in flight, once for each such kill. */
const checkRepeats = (effects: readonly Effect[], { scenes }: Evidence, found: Found): Repeats => {
  const counts = new Map<string, number>();
  for (const { run } of effects) counts.set(run, (counts.get(run) ?? 0) + 1);
  const kills = new Map<string, number[]>();
  for (const [kill, { inFlight }] of scenes.entries())
    for (const run of inFlight) kills.set(run, [...(kills.get(run) ?? []), kill]);
  const perKill = scenes.map(() => 0);
  let total = 0;
  for (const [run, count] of counts) {
    if (count === 1) continue;
    const blamed = kills.get(run) ?? [];
    total += count - 1;
    for (const kill of blamed.slice(0, count - 1)) perKill[kill] = (perKill[kill] ?? 0) + 1;
    if (count - 1 > blamed.length)
      found('unexplained', `run ${run} had its effect ${count} times, but ${blamed.length} kills found it in flight`);
  }
  return { total, perKill };
};

/** The counting server knows in which session a call came: between two starts nothing is done twice. */
const checkSessions = (calls: readonly Call[], found: Found): void => {
  const seen = new Set<string>();
  for (const { run, session, outcome } of calls) {
    if (outcome !== 'done') continue;
    const place = `${run} ${session}`;
    if (seen.has(place)) found('unexplained', `run ${run} called twice in session ${session}, without a kill between`);
    seen.add(place);
  }
};

/** All calls of a run carry one key, which no other run has. */
const checkKeys = (calls: readonly Call[], found: Found): void => {
  const keyOf = new Map<string, string>();
  const runOf = new Map<string, string>();
  for (const { run, key } of calls) {
    if (key === null || !/^wt-[a-z2-7]{26}$/.test(key)) {
      found('wrongKeys', `run ${run} called with the key ${key}`);
      continue;
    }
    const known = keyOf.get(run) ?? key;
    const owner = runOf.get(key) ?? run;
    if (known !== key) found('wrongKeys', `run ${run} called with the keys ${known} and ${key}`);
    if (owner !== run) found('wrongKeys', `runs ${owner} and ${run} share the key ${key}`);
    keyOf.set(run, known);
    runOf.set(key, owner);
  }
};

/** Compares what was done to the world with what was stored. */
export const checkEffects = (evidence: Evidence, stored: Stored, rows: UserRows, found: Found): Repeats => {
  const effects = listEffects(evidence.calls, rows);
  checkPresence(effects, stored, found);
  checkSessions(evidence.calls, found);
  checkKeys(evidence.calls, found);
  for (const delivery of rows.doubled) found('unexplained', `the upsert of ${delivery} made more than one row`);
  return checkRepeats(effects, evidence, found);
};
