import type { ReactElement } from 'react';
import { useCall } from '../client/queries.ts';
import { kindOf, retryKind } from '../pieces/history/kinds.ts';
import { useTyped } from '../pieces/history/use-typed.ts';
import { FilterChips } from '../ui/FilterChips.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import styles from './Activity.module.css';
import { type Reach, reachMs, useActivityFilter } from './activity-filter.ts';

const any = 'any';

const starters = ['webhook', 'app-event', 'manual'].map((id) => {
  const { word, icon } = kindOf(id);
  return { id, label: word, icon };
});

const reaches: { id: Reach; label: string }[] = [
  { id: 'hour', label: 'Last hour' },
  { id: 'day', label: 'Last 24 hours' },
  { id: 'week', label: 'Last 7 days' },
  { id: 'month', label: 'Last 30 days' },
];

const Search = (): ReactElement => {
  const given = useActivityFilter(({ text }) => text);
  const [text, type] = useTyped(given, (next) => useActivityFilter.setState({ text: next }));
  return (
    <span className={styles.search}>
      <SearchField label="Search in runs" placeholder="Search what it was about…" value={text} onChange={type} />
    </span>
  );
};

/** How many runs there are under a filter of flow; beyond 1000 nobody counts. */
const Total = (): ReactElement | null => {
  const flow = useActivityFilter((filter) => filter.flow);
  const count = useCall('runs.count', flow === null ? {} : { flow }, { keepPrevious: true }).data?.count;
  if (count === undefined || count === 0) return null;
  return (
    <span className={styles.total}>
      {count === 1000 ? '1,000+' : count} {count === 1 ? 'run' : 'runs'}
    </span>
  );
};

/** The head of Activity: its name and what it is narrowed to. */
export const ActivityFilters = (): ReactElement => {
  const { standing, flow, startedBy, reach } = useActivityFilter();
  const flows = useCall('flows.list', {}).data ?? [];
  const attention = useCall('runs.count', { attention: true }).data?.count;
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <h1 className="type-screen">Activity</h1>
        <Total />
        <span className={styles.grow} />
        <SelectField
          label="Flow"
          isLabelHidden
          size="small"
          kind="quiet"
          value={flow ?? any}
          options={[{ id: any, label: 'Any flow' }, ...flows.map(({ id, name }) => ({ id, label: name }))]}
          onChange={(id) => useActivityFilter.setState({ flow: id === any ? null : id })}
        />
        <SelectField
          label="Started by"
          isLabelHidden
          size="small"
          kind="quiet"
          value={startedBy ?? any}
          options={[
            { id: any, label: 'Any start' },
            ...starters,
            { id: 'retry', label: retryKind.word, icon: retryKind.icon },
          ]}
          onChange={(id) => useActivityFilter.setState({ startedBy: id === any ? null : id })}
        />
        <SelectField
          label="Time"
          isLabelHidden
          size="small"
          kind="quiet"
          value={reach ?? any}
          options={[{ id: any, label: 'Any time' }, ...reaches]}
          onChange={(id) =>
            useActivityFilter.setState(
              id === any
                ? { reach: null, since: null }
                : { reach: id as Reach, since: new Date(Date.now() - reachMs[id as Reach]).toISOString() },
            )
          }
        />
        <Search />
      </div>
      <div className={styles.filters}>
        <FilterChips
          label="Which runs"
          value={standing}
          options={[
            { id: 'all', label: 'All' },
            { id: 'attention', label: 'Needs attention', count: attention },
            { id: 'failed', label: 'Failed' },
            { id: 'open', label: 'Going on' },
            { id: 'done', label: 'Done' },
            { id: 'stopped', label: 'Stopped' },
          ]}
          onChange={(next) => useActivityFilter.setState({ standing: next })}
        />
      </div>
    </header>
  );
};
