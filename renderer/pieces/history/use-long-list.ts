import { useCallback, useEffect, useReducer, useRef } from 'react';
import { onPush, useConnection } from '../../client/connection.ts';
import type { FaultData, PageOf, Push } from '../../client/types.ts';
import { changeList, emptyList, type LongList, type LongListAction } from './long-list.ts';

interface Place {
  limit: number;
  before?: string;
  after?: string;
}

export interface LongListSource<Row> {
  /** Names what is listed: with another key the list starts over. */
  key: string;
  load: (place: Place) => Promise<PageOf<Row>>;
  /** Reads rows again that are in the list. */
  reload?: (ids: string[]) => Promise<PageOf<Row>>;
  /** The row a push is about; undefined when it is about none. */
  idOf: (push: Push) => string | undefined;
  /** Asked when something new came: whether it may move what is on screen. */
  maySlideIn: () => boolean;
}

export interface LongListActions {
  loadMore: () => void;
  showWaiting: () => void;
  tryAgain: () => void;
  remove: (id: string) => void;
}

const pageSize = 100;
/** A page of a rare thing may come back with little; these many rows fill a screen. */
const fill = 30;
/** New rows are looked for four times a second at the most. */
const lookAgainMs = 250;

/** Reads a long list page by page and keeps it up to date with what the engine tells. */
export const useLongList = <Row extends { id: string }>(
  source: LongListSource<Row>,
): LongList<Row> & LongListActions => {
  const [list, change] = useReducer(changeList<Row>, emptyList as LongList<Row>);
  const reconnects = useConnection((state) => state.reconnects);
  const now = useRef({ list, source, turn: 0 });
  now.current.list = list;
  now.current.source = source;

  /** Drops what comes back after the list has started over. */
  const read = useCallback(async (ask: Promise<PageOf<Row>>, use: (page: PageOf<Row>) => LongListAction<Row>) => {
    const { turn } = now.current;
    const isCurrent = (): boolean => now.current.turn === turn;
    try {
      const page = await ask;
      if (isCurrent()) change(use(page));
    } catch (thrown) {
      if (isCurrent()) change({ do: 'fail', fault: thrown as FaultData });
    }
  }, []);

  /** Reads until a screen is full. A search through much for little shows what it finds at once, and goes on. */
  const readOn = useCallback(async (before: string | null, isFirst: boolean) => {
    const { turn, source: from } = now.current;
    const isCurrent = (): boolean => now.current.turn === turn;
    let [next, found, isNew] = [before, 0, isFirst];
    try {
      do {
        const page = await from.load({ limit: pageSize, ...(next !== null && { before: next }) });
        if (!isCurrent()) return;
        next = page.next;
        found += page.items.length;
        const goesOn = next !== null && found < fill;
        if (goesOn && page.items.length === 0) continue;
        change({ do: 'page', page, isFirst: isNew, goesOn });
        isNew = false;
      } while (next !== null && found < fill);
    } catch (thrown) {
      if (isCurrent()) change({ do: 'fail', fault: thrown as FaultData });
    }
  }, []);

  /** `reason` names what is read: another filter, or the engine coming back. */
  const startOver = useCallback(
    (_reason: string) => {
      now.current.turn += 1;
      change({ do: 'start-over' });
      void readOn(null, true);
    },
    [readOn],
  );
  useEffect(() => startOver(`${source.key} ${reconnects}`), [source.key, reconnects, startOver]);

  const loadMore = useCallback(() => {
    const { list: current } = now.current;
    if (current.isLoading || current.next === null) return;
    change({ do: 'load' });
    void readOn(current.next, false);
  }, [readOn]);

  useEffect(() => {
    const told = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      const { list: current, source: from } = now.current;
      const ids = [...told];
      told.clear();
      if (!current.isReady) return;
      const known = new Set([...current.rows, ...current.waiting].map(({ id }) => id));
      const changed = ids.filter((id) => known.has(id)).slice(-200);
      if (from.reload && changed.length > 0)
        void read(from.reload(changed), ({ items }) => ({ do: 'replace', rows: items }));
      if (ids.every((id) => known.has(id))) return;
      const newest = current.waiting[0] ?? current.rows[0];
      void read(from.load({ limit: pageSize, ...(newest && { after: newest.id }) }), ({ items }) => ({
        do: 'arrive',
        rows: items,
        slideIn: now.current.source.maySlideIn(),
      }));
    };
    const end = onPush((push) => {
      const id = now.current.source.idOf(push);
      if (id === undefined) return;
      told.add(id);
      timer ??= setTimeout(look, lookAgainMs);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [read]);

  return {
    ...list,
    loadMore,
    showWaiting: useCallback(() => change({ do: 'show-waiting' }), []),
    tryAgain: useCallback(() => startOver('again'), [startOver]),
    remove: useCallback((id) => change({ do: 'remove', id }), []),
  };
};
