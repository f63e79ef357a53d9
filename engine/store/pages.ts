import type { Database } from 'better-sqlite3';
import { type FlowId, type RunId, rowAtTime, rowOf, runIdOf } from '../model/ids.ts';
import type { StoredEvent, StoredRun } from '../model/records.ts';
import type { RunStatus, StepStatus, Verdict } from '../model/run.ts';
import { type EventRow, type RunRow, toEvent, toRun } from './rows.ts';

/**
 * Pages of what happened, for lists on screen. Newest first, by id, never by offset. A filter no index helps with looks at a
 * bounded number of rows and says where to go on, so that no question keeps a delivery waiting.
 */

/** Rows looked at for one page: a few milliseconds, whatever they hold. */
const scanned = { text: 4000, other: 20_000 } as const;
/** Payloads up to this size are read whole for a headline, of larger ones the beginning. */
const wholeBytes = 32_768;
const startCharacters = 16_384;

/** Where a page begins and how long it is; row numbers as in model/ids.ts. */
interface Place {
  limit: number;
  before?: number | undefined;
  /** Only what came later. */
  after?: number | undefined;
}

export interface EventFilter {
  flowId?: FlowId | undefined;
  verdicts?: readonly Verdict[] | undefined;
  kinds?: readonly string[] | undefined;
  /** Only what started no run. */
  notRun?: boolean | undefined;
  /** Found anywhere in what arrived, or in the reason. */
  text?: string | undefined;
  sinceMs?: number | undefined;
}

export interface RunFilter {
  flowId?: FlowId | undefined;
  statuses?: readonly RunStatus[] | undefined;
  kinds?: readonly string[] | undefined;
  retriesOnly?: boolean | undefined;
  /** Only failed runs nobody has seen to. */
  attention?: boolean | undefined;
  /** Found anywhere in what arrived, or in the error. */
  text?: string | undefined;
  sinceMs?: number | undefined;
  /** Only runs that came to this step. */
  reached?: string | undefined;
  only?: readonly RunId[] | undefined;
}

/** The beginning of a payload, and how large it is. */
export interface PayloadStart {
  start: string | null;
  bytes: number;
  isWhole: boolean;
}

export interface PageOf<Row> {
  rows: Row[];
  /** Go on before this row; null when there is nothing more. A page may be short, even empty, and still go on. */
  next: number | null;
}

export type EventLine = Omit<StoredEvent, 'payload' | 'raw'> & PayloadStart;
export type RunLine = StoredRun & PayloadStart & { kind: string };

export interface Pages {
  events(filter: EventFilter & Place): PageOf<EventLine>;
  runs(filter: RunFilter & Place): PageOf<RunLine>;
  /** How the steps of these runs stand, in the order they began. */
  ticks(runs: readonly RunId[]): Map<RunId, StepStatus[]>;
}

interface Condition {
  text: string;
  values: unknown[];
  /** Whether an index, or the order by id itself, finds the rows. */
  isIndexed: boolean;
}

const condition = (text: string, values: unknown[], isIndexed = false): Condition[] => [{ text, values, isIndexed }];

const oneOf = (column: string, values: readonly string[] | undefined): Condition[] =>
  values === undefined || values.length === 0
    ? []
    : condition(`${column} IN (${values.map(() => '?').join(', ')})`, [...values]);

/** A text as it stands inside stored JSON, for LIKE with `\` before what is meant literally. */
export const likePattern = (text: string): string =>
  `%${JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\\%_]/g, '\\$&')}%`;

const contains = (columns: readonly string[], text: string | undefined): Condition[] => {
  if (text === undefined || text.trim() === '') return [];
  const pattern = likePattern(text.trim());
  const test = columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ');
  return condition(
    `(${test})`,
    columns.map(() => pattern),
  );
};

const since = (table: string, ms: number | undefined): Condition[] =>
  ms === undefined ? [] : condition(`${table}.id >= ?`, [rowAtTime(ms)], true);

const inFlow = (table: string, flowId: FlowId | undefined): Condition[] =>
  flowId === undefined ? [] : condition(`${table}.flow_id = ?`, [rowOf(flowId)], true);

const joined = (conditions: readonly Condition[]) => ({
  where: conditions.map(({ text }) => text).join(' AND '),
  values: conditions.flatMap(({ values }) => values),
});

const startOf = `CASE WHEN octet_length(events.payload) <= ${wholeBytes} THEN events.payload
  ELSE substr(events.payload, 1, ${startCharacters}) END AS start, octet_length(events.payload) AS bytes`;

interface StartRow {
  start: string | null;
  bytes: number | null;
}
const payloadStart = ({ start, bytes }: StartRow): PayloadStart => ({
  start,
  bytes: bytes ?? 0,
  isWhole: (bytes ?? 0) <= wholeBytes,
});

export const createPages = (database: Database): Pages => {
  /** The last row that is looked at for this page; 0 when all may be. */
  const lowest = (table: string, place: Place, conditions: readonly Condition[], hasText: boolean): number => {
    const indexed = conditions.filter(({ isIndexed }) => isIndexed);
    if (indexed.length === conditions.length) return 0;
    const { where, values } = joined(indexed);
    const offset = (hasText ? scanned.text : scanned.other) - 1;
    const found = database
      .prepare(`SELECT id FROM ${table} WHERE ${where} ORDER BY id DESC LIMIT 1 OFFSET ?`)
      .pluck()
      .get(...values, Math.max(offset, place.limit));
    return typeof found === 'number' ? found : 0;
  };

  const page = <Row extends { id: number }>(
    table: 'events' | 'runs',
    select: string,
    place: Place,
    filter: Condition[],
    hasText: boolean,
  ): PageOf<Row> => {
    const conditions = [
      ...condition(`${table}.id < ?`, [place.before ?? Number.MAX_SAFE_INTEGER], true),
      ...(place.after === undefined ? [] : condition(`${table}.id > ?`, [place.after], true)),
      ...filter,
    ];
    const bottom = lowest(table, place, conditions, hasText);
    const { where, values } = joined([...conditions, ...condition(`${table}.id >= ?`, [bottom], true)]);
    const rows = database
      .prepare(`${select} WHERE ${where} ORDER BY ${table}.id DESC LIMIT ?`)
      .all(...values, place.limit) as Row[];
    const last = rows.at(-1);
    return { rows, next: last && rows.length === place.limit ? last.id : bottom > 0 ? bottom : null };
  };

  return {
    events: ({ limit, before, after, flowId, verdicts, kinds, notRun, text, sinceMs }) => {
      const filter = [
        ...inFlow('events', flowId),
        ...since('events', sinceMs),
        ...(notRun ? condition('events.run_id IS NULL', [], true) : []),
        ...oneOf('events.verdict', verdicts),
        ...oneOf('events.kind', kinds),
        ...contains(['events.payload', 'events.reason'], text),
      ];
      const select = `SELECT id, flow_id, node, kind, verdict, reason, run_id, repeat_of, cause_run_id, depth,
        NULL AS payload, NULL AS raw, ${startOf} FROM events`;
      const { rows, next } = page<EventRow & StartRow>(
        'events',
        select,
        { limit, before, after },
        filter,
        Boolean(text),
      );
      const lines = rows.map((row) => {
        const { payload: _payload, raw: _raw, ...event } = toEvent(row);
        return { ...event, ...payloadStart(row) };
      });
      return { rows: lines, next };
    },
    runs: ({ limit, before, after, flowId, statuses, kinds, retriesOnly, attention, text, sinceMs, reached, only }) => {
      const ids = only?.map(rowOf);
      const filter = [
        ...inFlow('runs', flowId),
        ...since('runs', sinceMs),
        ...(ids === undefined
          ? []
          : condition('runs.id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)], true)),
        ...(attention ? condition('runs.attention = 1', [], true) : []),
        ...(retriesOnly ? condition('runs.retry_of IS NOT NULL', []) : []),
        ...(reached === undefined
          ? []
          : condition('EXISTS (SELECT 1 FROM steps WHERE steps.run_id = runs.id AND steps.node = ?)', [reached])),
        ...oneOf('runs.status', statuses),
        ...oneOf('events.kind', kinds),
        ...contains(['events.payload', 'runs.error'], text),
      ];
      const select = `SELECT runs.*, events.kind, ${startOf} FROM runs LEFT JOIN events ON events.id = runs.event_id`;
      const { rows, next } = page<RunRow & StartRow & { kind: string | null }>(
        'runs',
        select,
        { limit, before, after },
        filter,
        Boolean(text),
      );
      return { rows: rows.map((row) => ({ ...toRun(row), ...payloadStart(row), kind: row.kind ?? '' })), next };
    },
    ticks: (runs) => {
      const rows = database
        .prepare(
          `SELECT run_id, node, status FROM steps WHERE run_id IN (SELECT value FROM json_each(?)) AND item = 0
           ORDER BY run_id, first_started_at_ms, status NOT IN ('succeeded', 'skipped'), node, attempt`,
        )
        .all(JSON.stringify(runs.map(rowOf))) as { run_id: number; node: string; status: StepStatus }[];
      const latest = new Map<RunId, Map<string, StepStatus>>();
      for (const { run_id, node, status } of rows) {
        const run = runIdOf(run_id);
        const steps = latest.get(run) ?? new Map<string, StepStatus>();
        steps.set(node, status);
        latest.set(run, steps);
      }
      return new Map([...latest].map(([run, steps]) => [run, [...steps.values()]]));
    },
  };
};
