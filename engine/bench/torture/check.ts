import { join } from 'node:path';
import { checkEnds, checkPromises, checkStored, type Stored, startedByDelivery } from './check-deliveries.ts';
import { checkEffects, type Repeats } from './check-effects.ts';
import type { Evidence } from './evidence.ts';
import { type Case, type Counts, type Findings, mustBeZero, type Wrong } from './findings.ts';
import { findDamage, readStored } from './look.ts';
import { readUserFile, type UserRows } from './user-file.ts';

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

const nothingStored: Stored = { events: new Map(), runs: new Map() };
const noRows: UserRows = { inserted: [], upserts: [], doubled: [] };
const noRepeats: Repeats = { total: 0, perKill: [] };

const countUp = ({ deliveries, refusals, scenes, calls }: Evidence, stored: Stored, repeats: Repeats): Counts => {
  const sent = [...deliveries.values()];
  const started = startedByDelivery(stored);
  const inFlight = scenes.map((scene) => scene.inFlight.length);
  return {
    kills: scenes.length,
    sent: sum(sent.map(({ sends }) => sends)),
    deliveries: sent.length,
    acknowledged: sent.filter(({ acknowledged }) => acknowledged.length > 0).length,
    storedUnacknowledged: sent.filter(({ id, acknowledged }) => acknowledged.length === 0 && started.has(id)).length,
    repeatsRecognised: sum(sent.map(({ acknowledged }) => acknowledged.filter(({ duplicate }) => duplicate).length)),
    refused: sum(refusals.values()),
    runs: stored.runs.size,
    recovered: sum([...stored.runs.values()].map(({ recoveries }) => recoveries)),
    inFlightAtKills: sum(inFlight),
    maxInFlightPerKill: Math.max(0, ...inFlight),
    repeatedEffects: repeats.total,
    maxRepeatsPerKill: Math.max(0, ...repeats.perKill),
    failedOnPurpose: calls.filter(({ outcome }) => outcome !== 'done').length,
  };
};

/**
 * Judges what was seen from outside against what is on disk after the product has stopped. It reads the files itself and
 * asks the product nothing. When a file is damaged it goes no further: what it says means nothing.
 */
export const check = (evidence: Evidence): Findings => {
  const { dataDir, userFile } = evidence;
  const cases: Case[] = [];
  const found = (what: Wrong, sentence: string): void => {
    cases.push({ what, sentence });
  };
  for (const sentence of evidence.surprises) found('surprises', sentence);
  for (const path of [join(dataDir, 'config.db'), join(dataDir, 'runs.db'), userFile])
    for (const damage of findDamage(path)) found('damaged', `${path}: ${damage}`);

  const isDamaged = cases.some(({ what }) => what === 'damaged');
  const stored = isDamaged ? nothingStored : readStored(dataDir);
  const rows = isDamaged ? noRows : readUserFile(userFile);
  let repeats = noRepeats;
  if (!isDamaged) {
    checkPromises(evidence, stored, found);
    checkStored(evidence, stored, found);
    checkEnds(evidence, stored, found);
    repeats = checkEffects(evidence, stored, rows, found);
  }
  const wrong = Object.fromEntries(
    Object.keys(mustBeZero).map((what) => [what, cases.filter((one) => one.what === what).length]),
  ) as Record<Wrong, number>;
  return { seed: evidence.seed, counts: countUp(evidence, stored, repeats), wrong, cases };
};
