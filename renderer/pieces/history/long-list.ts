import type { FaultData, PageOf } from '../../client/types.ts';

/**
 * A long list that grows at both ends: older pages below as one scrolls, new rows above as they come. New rows wait behind a
 * button while they would move what is under the pointer.
 */
export interface LongList<Row> {
  /** Newest first. */
  rows: readonly Row[];
  /** Newer than all rows, not shown yet. */
  waiting: readonly Row[];
  /** Where the next page begins; null at the end. */
  next: string | null;
  isLoading: boolean;
  /** Whether the first page is there. */
  isReady: boolean;
  fault: FaultData | null;
}

export type LongListAction<Row> =
  | { do: 'load' }
  | { do: 'start-over' }
  /** `goesOn`: the next page is on its way already. */
  | { do: 'page'; page: PageOf<Row>; isFirst: boolean; goesOn?: boolean }
  | { do: 'arrive'; rows: readonly Row[]; slideIn: boolean }
  | { do: 'replace'; rows: readonly Row[] }
  | { do: 'remove'; id: string }
  | { do: 'show-waiting' }
  | { do: 'fail'; fault: FaultData };

export const emptyList = { rows: [], waiting: [], next: null, isLoading: true, isReady: false, fault: null } as const;

interface Identified {
  id: string;
}

const without = <Row extends Identified>(rows: readonly Row[], known: readonly Row[]): Row[] => {
  const ids = new Set(known.map(({ id }) => id));
  return rows.filter(({ id }) => !ids.has(id));
};

const replaced = <Row extends Identified>(rows: readonly Row[], fresh: ReadonlyMap<string, Row>): Row[] =>
  rows.map((row) => fresh.get(row.id) ?? row);

/** What a list is after something happened. Rows that are there stay the same objects, so that they are not drawn again. */
export const changeList = <Row extends Identified>(list: LongList<Row>, action: LongListAction<Row>): LongList<Row> => {
  switch (action.do) {
    case 'load':
      return { ...list, isLoading: true, fault: null };
    case 'start-over':
      return emptyList;
    case 'page': {
      const { items, next } = action.page;
      const isLoading = action.goesOn ?? false;
      if (action.isFirst) return { ...emptyList, rows: items, next, isLoading, isReady: true };
      return { ...list, rows: [...list.rows, ...without(items, list.rows)], next, isLoading };
    }
    case 'arrive': {
      const fresh = without(without(action.rows, list.rows), list.waiting);
      if (fresh.length === 0 && (!action.slideIn || list.waiting.length === 0)) return list;
      const waiting = [...fresh, ...list.waiting];
      return action.slideIn ? { ...list, rows: [...waiting, ...list.rows], waiting: [] } : { ...list, waiting };
    }
    case 'replace': {
      const fresh = new Map(action.rows.map((row) => [row.id, row]));
      return { ...list, rows: replaced(list.rows, fresh), waiting: replaced(list.waiting, fresh) };
    }
    case 'remove':
      return { ...list, rows: list.rows.filter(({ id }) => id !== action.id) };
    case 'show-waiting':
      return { ...list, rows: [...list.waiting, ...list.rows], waiting: [] };
    case 'fail':
      return { ...list, isLoading: false, fault: action.fault };
  }
};
