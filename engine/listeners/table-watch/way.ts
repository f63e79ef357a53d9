import type { JsonRecord, JsonValue } from '../../model/json.ts';
import type { FileMark, RowChange, TableShape, WatchAskKind, WatchAsks } from '../../model/table-watch/asks.ts';
import type { Sighting, TableSource, WatchContext } from '../../model/watch.ts';

/** What one way of noticing changes works with. */
export interface WayTools {
  source: TableSource;
  context: WatchContext;
  shape: TableShape;
  /** How far it had come; null at first, and when what it watches is another thing now. */
  state: JsonRecord | null;
  now: () => number;
  ask: <Kind extends WatchAskKind>(kind: Kind, ask: WatchAsks[Kind]['ask']) => Promise<WatchAsks[Kind]['answer']>;
  /** Keeps what was seen with how far it came. */
  saw: (sightings: readonly Sighting[], state: JsonRecord, also?: Parameters<WatchContext['saw']>[2]) => Promise<void>;
}

/** One way at work. `look` is called one at a time; what it throws is shown, and it is called again. */
export interface WayAtWork {
  look(mark: FileMark, before: FileMark | null): Promise<void>;
  quiet?(mark: FileMark): Promise<void>;
  stop?(): void;
}

export interface SeenChange {
  change: RowChange;
  row: JsonRecord | null;
  before: JsonRecord | null;
}

/** Rows handed on in one transaction. */
export const pageRows = 500;

export const sightingOf = (
  { source: { table }, now }: Pick<WayTools, 'source' | 'now'>,
  { change, row, before }: SeenChange,
  more: JsonRecord = {},
): Sighting => ({
  payload: { table, change, row, before, detectedAt: new Date(now()).toISOString(), ...more },
});

/** Something may have been missed: kept where the person sees it, starts nothing. */
export const gapOf = ({ source: { table }, now }: Pick<WayTools, 'source' | 'now'>, reason: string): Sighting => {
  const nothing: JsonValue = null;
  const payload = { table, change: nothing, row: nothing, before: nothing, detectedAt: new Date(now()).toISOString() };
  return { payload, verdict: { verdict: 'gap', reason } };
};
