import { expect, test } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { check } from './check.ts';
import { showFindings } from './report.ts';
import { storm } from './storm.ts';

// `npm run torture` does the same with a hundred kills. It takes about 15 s and has time limits of its own at every step.
test('ten kills under load break no promise', { timeout: 300_000 }, async () => {
  const seed = Date.now() % 2 ** 31;
  const findings = check(await storm({ kills: 10, seed, clients: 48, folder: tempFolder(), progress: () => {} }));
  const table = showFindings(findings);
  expect(findings.cases, table).toEqual([]);
  // Otherwise nothing was tried.
  expect(findings.counts.acknowledged, table).toBeGreaterThan(100);
  expect(findings.counts.inFlightAtKills, table).toBeGreaterThan(0);
  expect(findings.counts.recovered, table).toBeGreaterThan(0);
});
