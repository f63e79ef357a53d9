import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './torture/check.ts';
import { showFindings } from './torture/report.ts';
import { storm } from './torture/storm.ts';

/**
 * Kills the product under load, over and over, and looks whether it kept its promises:
 * `npm run torture -- [--kills N] [--seed S] [--json FILE]`. Exits with 1 when it did not; the data folder is then kept.
 */
const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    json: { type: 'string' },
  },
});
const kills = Number(options.kills);
const seed = Number(options.seed);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('--kills takes a whole number from 1, --seed a whole number');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'whenthen-torture-'));
console.log(`seed ${seed}, ${kills} kills, in ${folder}`);
const findings = check(
  await storm({ kills, seed, clients: 48, folder, progress: (sentence) => console.log(sentence) }),
);
console.log(showFindings(findings));
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(findings, null, 2)}\n`);
if (findings.cases.length === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
else {
  console.log(`Kept for a look: ${folder}`);
  process.exitCode = 1;
}
