import { useRef } from 'react';
import { call } from '../client/connection.ts';
import type { EventRow } from '../client/types.ts';
import { useLongList } from '../pieces/history/use-long-list.ts';
import { asInput, useInboxFilter } from './inbox-filter.ts';

/** The rows of the Inbox under its filter, kept up to date. */
export const useEventList = () => {
  const filter = useInboxFilter();
  const gridRef = useRef({ isAtTop: true, isPointed: false });
  const input = asInput(filter);
  const list = useLongList<EventRow>({
    key: JSON.stringify(input),
    load: (place) => call('events.page', { ...input, ...place }),
    idOf: (push) => (push.name === 'event.arrived' ? push.data.id : undefined),
    maySlideIn: () => gridRef.current.isAtTop && !gridRef.current.isPointed,
  });
  return { list, gridRef };
};

export type EventListState = ReturnType<typeof useEventList>['list'];
export type GridState = ReturnType<typeof useEventList>['gridRef'];
