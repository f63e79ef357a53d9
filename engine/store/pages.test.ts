import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { flowIdOf, runIdOf } from '../model/ids.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { openDatabase } from './open.ts';
import { createPages, likePattern, type Pages } from './pages.ts';
import { runsMigrations } from './runs-migrations.ts';

/** How SQLite would go about the statements a page is made of. */
const plansOf = (read: (pages: Pages) => unknown): string => {
  const database = openDatabase(join(tempFolder(), 'runs.db'), runsMigrations);
  onTestFinished(() => {
    database.close();
  });
  const statements: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = ((sql: string) => {
    statements.push(sql);
    return prepare(sql);
  }) as typeof database.prepare;
  read(createPages(database));
  return statements
    .flatMap((sql) => {
      const count = sql.split('?').length - 1;
      return (prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array(count).fill(null)) as { detail: string }[]).map(
        ({ detail }) => detail,
      );
    })
    .join('\n');
};

const flowId = flowIdOf(1);

test.each<[string, (pages: Pages) => unknown, RegExp]>([
  ['all runs', (pages) => pages.runs({ limit: 100 }), /SEARCH runs USING INTEGER PRIMARY KEY/],
  ['runs of a flow', (pages) => pages.runs({ limit: 100, flowId }), /SEARCH runs USING INDEX runs_by_flow/],
  ['runs that need someone', (pages) => pages.runs({ limit: 100, attention: true }), /USING INDEX runs_attention/],
  ['chosen runs', (pages) => pages.runs({ limit: 100, only: [runIdOf(1)] }), /SEARCH runs USING INTEGER PRIMARY KEY/],
  ['all events', (pages) => pages.events({ limit: 100 }), /SEARCH events USING INTEGER PRIMARY KEY/],
  ['events of a flow', (pages) => pages.events({ limit: 100, flowId }), /USING INDEX events_by_flow/],
  ['what did not run', (pages) => pages.events({ limit: 100, notRun: true }), /USING INDEX events_without_run/],
  ['steps of a page', (pages) => pages.ticks([runIdOf(1)]), /SEARCH steps USING PRIMARY KEY/],
])('%s are found by an index, without sorting what was found', (_, read, expected) => {
  const plan = plansOf(read);
  expect(plan).toMatch(expected);
  expect(plan).not.toMatch(/SCAN (runs|events|steps)/);
  if (!plan.includes('SEARCH steps')) expect(plan).not.toContain('TEMP B-TREE');
});

test('a text is looked for as it stands in JSON, and signs of LIKE mean themselves', () => {
  expect(likePattern('50%_a\\"')).toBe('%50\\%\\_a\\\\\\\\\\\\"%');
});
