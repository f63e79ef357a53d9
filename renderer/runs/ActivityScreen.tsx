import { CloudOff, SearchX, Activity as Waves } from 'lucide-react';
import { memo, type ReactElement, useRef } from 'react';
import { useLocation } from 'wouter';
import { call } from '../client/connection.ts';
import type { RunRow } from '../client/types.ts';
import { kindOf, retryKind } from '../pieces/history/kinds.ts';
import type { LongList } from '../pieces/history/long-list.ts';
import { NewRows } from '../pieces/history/NewRows.tsx';
import { OutcomePill } from '../pieces/history/OutcomePill.tsx';
import { runOutcomes } from '../pieces/history/outcomes.ts';
import { RowGrid } from '../pieces/history/RowGrid.tsx';
import { sayListTime, sayMoment, sayTook } from '../pieces/history/time-words.ts';
import { type LongListActions, useLongList } from '../pieces/history/use-long-list.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './Activity.module.css';
import { ActivityFilters } from './ActivityFilters.tsx';
import { asInput, everything, isNarrowed, useActivityFilter, useLastRun } from './activity-filter.ts';
import { Ticks } from './Ticks.tsx';

const cell = { role: 'gridcell' } as const;
const headRow = { role: 'row', 'aria-rowindex': 1 } as const;
const heading = { role: 'columnheader' } as const;

const tookOf = ({ startedAt, finishedAt }: RunRow): string =>
  startedAt === null || finishedAt === null ? '' : sayTook(Date.parse(finishedAt) - Date.parse(startedAt));

const Line = memo(({ run }: { run: RunRow }): ReactElement => {
  const { icon: Icon, word } = run.retryOf === null ? kindOf(run.kind) : retryKind;
  return (
    <div role="none" className={styles.line}>
      <span {...cell}>
        <OutcomePill outcome={runOutcomes[run.status]} />
      </span>
      <span {...cell} className={styles.flow}>
        {run.flow}
      </span>
      <span {...cell} className={styles.about}>
        <a href={`#/activity/${run.id}`} tabIndex={-1} dir="auto">
          {run.headline}
        </a>
        {run.error && <span className={styles.error}>{run.error.message}</span>}
      </span>
      <span {...cell} className={styles.by}>
        <Icon size={15} aria-hidden="true" />
        <span>{word}</span>
      </span>
      <span {...cell} className={styles.when}>
        {run.startedAt !== null && (
          <time dateTime={run.startedAt} title={sayMoment(run.startedAt)}>
            {sayListTime(run.startedAt, Date.now())}
          </time>
        )}
      </span>
      <span {...cell} className={styles.took}>
        {tookOf(run)}
      </span>
      <span {...cell} className={styles.steps}>
        <Ticks ticks={run.ticks} />
      </span>
    </div>
  );
});
Line.displayName = 'Line';

const renderRow = (run: RunRow): ReactElement => <Line run={run} />;

const head = (
  <div {...headRow} className={styles.heads}>
    <span {...heading}>Status</span>
    <span {...heading}>Flow</span>
    <span {...heading}>What it was about</span>
    <span {...heading} className={styles.by}>
      Started by
    </span>
    <span {...heading} className={styles.when}>
      When
    </span>
    <span {...heading} className={styles.took}>
      Took
    </span>
    <span {...heading} className={styles.steps}>
      Steps
    </span>
  </div>
);

/** Everything that ran, newest first. */
export const ActivityScreen = (): ReactElement => {
  const [, navigate] = useLocation();
  const filter = useActivityFilter();
  const lastRun = useLastRun(({ id }) => id);
  const grid = useRef({ isAtTop: true, isPointed: false });
  const input = asInput(filter);
  const list = useLongList<RunRow>({
    key: JSON.stringify(input),
    load: (place) => call('runs.page', { ...input, ...place }),
    reload: (only) => call('runs.page', { only: only as RunRow['id'][], limit: 200 }),
    idOf: (push) => (push.name === 'run.changed' ? push.data.id : undefined),
    maySlideIn: () => grid.current.isAtTop && !grid.current.isPointed,
  });
  const open = (id: string): void => {
    useLastRun.setState({ id });
    navigate(`/activity/${id}`);
  };
  return (
    <div className={styles.screen}>
      <ActivityFilters />
      <div
        className={styles.rows}
        onPointerEnter={() => {
          grid.current.isPointed = true;
        }}
        onPointerLeave={() => {
          grid.current.isPointed = false;
        }}
      >
        <NewRows count={list.waiting.length} noun="run" onShow={list.showWaiting} />
        {list.rows.length > 0 ? (
          <RowGrid
            label="Runs, newest first"
            rows={list.rows}
            rowHeight={44}
            head={head}
            renderRow={renderRow}
            activeId={lastRun ?? list.rows[0]?.id}
            onActive={(id) => useLastRun.setState({ id })}
            onPress={open}
            onOpen={open}
            isComplete={list.next === null}
            onNearEnd={list.loadMore}
            onTopChange={(isAtTop) => {
              grid.current.isAtTop = isAtTop;
            }}
          />
        ) : (
          <Nothing list={list} />
        )}
      </div>
    </div>
  );
};

const Nothing = ({ list }: { list: LongList<RunRow> & LongListActions }): ReactElement => {
  const filter = useActivityFilter();
  const [, navigate] = useLocation();
  if (list.fault)
    return (
      <EmptyState
        icon={CloudOff}
        title="The runs could not be read"
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
        title="No run fits these filters"
        text="Others may have run."
        primary={{ label: 'Show all runs', onPress: () => useActivityFilter.setState(everything) }}
      />
    );
  return (
    <EmptyState
      icon={Waves}
      title="Nothing has run yet"
      text="Turn a flow on, and each time it runs you will see here what it did."
      primary={{ label: 'See your flows', onPress: () => navigate('/flows') }}
    />
  );
};
