import type { Database } from 'better-sqlite3';
import { type RunId, rowOf } from '../model/ids.ts';
import type { StepRecord } from '../model/records.ts';
import type { StepStatus } from '../model/run.ts';
import { type StepRow, toStep } from './rows.ts';

/** As many items of lists as are shown with their steps. */
const itemsShown = 50;

/** The steps of a run for a person to look at. */
export interface RunSteps {
  /** Every step outside lists, and those of some items: failed ones first, then those under way, then the first. */
  steps: StepRecord[];
  /** How often each repeated step came to what. */
  repeated: { node: string; status: StepStatus; count: number }[];
}

/** Reads what is worth showing of a run, however long the lists were that it went through. */
export const createReadRunSteps = (database: Database) => {
  const outside = database.prepare('SELECT * FROM steps WHERE run_id = ? AND item = 0 ORDER BY node, attempt');
  const latest = `SELECT node, item, status, max(attempt) FROM steps WHERE run_id = ? AND item > 0 GROUP BY node, item`;
  const counts = database.prepare(`SELECT node, status, count(*) AS count FROM (${latest}) GROUP BY node, status`);
  const inside = database.prepare(
    `WITH shown AS (
       SELECT item, max(CASE status WHEN 'failed' THEN 2 WHEN 'succeeded' THEN 0 WHEN 'skipped' THEN 0 ELSE 1 END) AS rank
       FROM (${latest}) GROUP BY item ORDER BY rank DESC, item LIMIT ${itemsShown}
     )
     SELECT * FROM steps WHERE run_id = ? AND item IN (SELECT item FROM shown) ORDER BY node, item, attempt`,
  );
  return (id: RunId): RunSteps => {
    const row = rowOf(id);
    const repeated = counts.all(row) as RunSteps['repeated'];
    const ofItems = repeated.length > 0 ? (inside.all(row, row) as StepRow[]) : [];
    return { steps: [...(outside.all(row) as StepRow[]), ...ofItems].map(toStep), repeated };
  };
};
