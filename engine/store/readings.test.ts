import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { flowIdOf } from '../model/ids.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { openDatabase } from './open.ts';
import { pruneReadings } from './prune-readings.ts';
import { createReadings } from './readings.ts';
import { runsMigrations } from './runs-migrations.ts';

const open = () => {
  const database = openDatabase(join(tempFolder(), 'runs.db'), runsMigrations);
  onTestFinished(() => {
    database.close();
  });
  const put = database.prepare('INSERT INTO readings (flow_id, node, at_ms, metric, value) VALUES (1, ?, ?, ?, ?)');
  return { database, put };
};

test('readings of one number, oldest first, without those of another', () => {
  const { database, put } = open();
  put.run('watch', 3, 'cpu', 30);
  put.run('watch', 1, 'cpu', 10);
  put.run('watch', 2, 'disk', 99);
  put.run('other', 1, 'cpu', 77);
  const readings = createReadings(database);
  const monitor = { flowId: flowIdOf(1), node: 'watch', metric: 'cpu' };
  expect(readings.since(monitor, 0)).toEqual([
    { atMs: 1, value: 10 },
    { atMs: 3, value: 30 },
  ]);
  expect(readings.since(monitor, 2)).toEqual([{ atMs: 3, value: 30 }]);
});

test('seven days and ten thousand of each monitor are kept', () => {
  const { database, put } = open();
  const day = 86_400_000;
  const now = 100 * day;
  database.transaction(() => {
    for (let index = 0; index < 10_700; index++) put.run('busy', now - index, 'cpu', index);
    put.run('quiet', now - 8 * day, 'cpu', 1);
    put.run('quiet', now - 6 * day, 'cpu', 2);
  })();
  let batches = 0;
  while (pruneReadings(database, now) > 0) batches++;
  expect(batches).toBeGreaterThan(1);
  const rows = database
    .prepare('SELECT node, count(*) AS count, max(at_ms) AS newest FROM readings GROUP BY node')
    .all();
  expect(rows).toEqual([
    { node: 'busy', count: 10_000, newest: now },
    { node: 'quiet', count: 1, newest: now - 6 * day },
  ]);
});
