/** Where each test runner leaves how many tests passed and failed, for the one line at the very end. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'test-counts');

export const writeCounts = (runner, counts) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${runner}.json`), JSON.stringify(counts));
};

/** The sum of what the runners left, and nothing left behind. */
export const takeCounts = () => {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const file of readdirSync(folder))
    for (const [name, count] of Object.entries(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))))
      sum[name] += count;
  rmSync(folder, { recursive: true });
  return sum;
};

/** `N passed, N failed`: the line people and CI look for. */
export const writeSummary = ({ passed, failed, skipped }) =>
  `\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
