import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const storm = fileURLToPath(new URL('./table-storm.ts', import.meta.url));

test('killed while two programs write, the app tells every row once and in order', { timeout: 120_000 }, () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [storm, '2'], { encoding: 'utf8' });
  expect(`${status} ${stderr}`).toBe('0 ');
  const figures = JSON.parse(stdout);
  expect(figures).toMatchObject({ kills: 2, lost: 0, duplicated: 0, outOfOrder: 0 });
  expect(figures.told).toBeGreaterThan(0);
});
