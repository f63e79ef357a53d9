import { CloudOff, Inbox, SearchX, TriangleAlert } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { EventRow } from '../client/types.ts';
import { DriftWords } from '../pieces/drift/DriftWords.tsx';
import { useDrift } from '../pieces/drift/use-drift.ts';
import { kindOf } from '../pieces/history/kinds.ts';
import { NewRows } from '../pieces/history/NewRows.tsx';
import { OutcomePill } from '../pieces/history/OutcomePill.tsx';
import { verdictOutcomes } from '../pieces/history/outcomes.ts';
import { RowGrid } from '../pieces/history/RowGrid.tsx';
import { sayListTime, sayMoment } from '../pieces/history/time-words.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './Inbox.module.css';
import { InboxFilters } from './InboxFilters.tsx';
import { everything, isNarrowed, useInboxFilter } from './inbox-filter.ts';
import type { EventListState, GridState } from './use-event-list.ts';

const cell = { role: 'gridcell' } as const;

const Line = memo(({ event }: { event: EventRow }): ReactElement => {
  const { icon: Icon, word } = kindOf(event.kind);
  const [notice] = useDrift(event.flowId, event.id);
  return (
    <div {...cell} className={styles.line}>
      <span className={styles.kind}>
        <Icon size={18} aria-hidden="true" />
        <span className="only-read-aloud">{word}</span>
      </span>
      <span className={styles.words}>
        <b dir="auto">{event.headline}</b>
        {notice ? (
          <span className={styles.drift} title={notice.message}>
            <TriangleAlert size={13} aria-hidden="true" /> <DriftWords message={notice.message} />
          </span>
        ) : (
          <span>{event.flow ?? 'No flow'}</span>
        )}
      </span>
      <span className={styles.end}>
        <time dateTime={event.receivedAt} title={sayMoment(event.receivedAt)} className="numbers">
          {sayListTime(event.receivedAt, Date.now())}
        </time>
        <OutcomePill outcome={verdictOutcomes[event.verdict]} />
      </span>
    </div>
  );
});
Line.displayName = 'Line';

const renderRow = (event: EventRow): ReactElement => <Line event={event} />;

interface EventListProps {
  list: EventListState;
  gridRef: GridState;
  activeId: string | undefined;
  onOpen: (id: string) => void;
}

/** The left pane: filters, and everything that arrived, newest first. */
export const EventList = ({ list, gridRef, activeId, onOpen }: EventListProps): ReactElement => {
  return (
    <div className={styles.list}>
      <InboxFilters />
      <div
        className={styles.rows}
        onPointerEnter={() => {
          gridRef.current.isPointed = true;
        }}
        onPointerLeave={() => {
          gridRef.current.isPointed = false;
        }}
      >
        <NewRows count={list.waiting.length} noun="" onShow={list.showWaiting} />
        {list.rows.length > 0 ? (
          <RowGrid
            label="What arrived, newest first"
            rows={list.rows}
            rowHeight={66}
            renderRow={renderRow}
            activeId={activeId}
            onActive={onOpen}
            isComplete={list.next === null}
            onNearEnd={list.loadMore}
            onTopChange={(isAtTop) => {
              gridRef.current.isAtTop = isAtTop;
            }}
          />
        ) : (
          <Nothing list={list} />
        )}
      </div>
    </div>
  );
};

const Nothing = ({ list }: { list: EventListState }): ReactElement => {
  const filter = useInboxFilter();
  if (list.fault)
    return (
      <EmptyState
        icon={CloudOff}
        title="The Inbox could not be read"
        text={list.fault.message}
        primary={{ label: 'Try again', onPress: list.tryAgain }}
      />
    );
  if (!list.isReady)
    return (
      <div className={styles.loading}>
        <Skeleton lines={9} />
      </div>
    );
  if (isNarrowed(filter))
    return (
      <EmptyState
        icon={SearchX}
        title="Nothing fits these filters"
        text="Something else may have arrived."
        primary={{ label: 'Show everything', onPress: () => useInboxFilter.setState(everything) }}
      />
    );
  return (
    <EmptyState
      icon={Inbox}
      title="Nothing has arrived yet"
      text="Every delivery, event and start by hand will be listed here, with what became of it and why."
    />
  );
};
