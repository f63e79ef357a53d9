import type { ReactElement } from 'react';
import { useCall } from '../client/queries.ts';
import type { Verdict } from '../client/types.ts';
import { verdictOutcomes } from '../pieces/history/outcomes.ts';
import { useTyped } from '../pieces/history/use-typed.ts';
import { FilterChips } from '../ui/FilterChips.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import styles from './Inbox.module.css';
import { InboxSides } from './InboxSides.tsx';
import { useInboxFilter } from './inbox-filter.ts';

const any = 'any';
const verdicts = Object.entries(verdictOutcomes).map(([id, { word, icon }]) => ({ id, label: word, icon }));

/** The head of the Inbox: its name and what it is narrowed to. */
export const InboxFilters = (): ReactElement => {
  const { which, flow, verdict, text } = useInboxFilter();
  const flows = useCall('flows.list', {}).data ?? [];
  const notRun = useCall('events.count', { notRun: true }).data?.count;
  const [typed, type] = useTyped(text, (next) => useInboxFilter.setState({ text: next }));
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <h1 className="type-screen">Inbox</h1>
        <InboxSides side="inbox" />
      </div>
      <SearchField label="Search what arrived" placeholder="Search what arrived…" value={typed} onChange={type} />
      <div className={styles.filters}>
        <FilterChips
          label="What to show"
          value={which}
          options={[
            { id: 'all', label: 'All' },
            {
              id: 'not-run',
              label: notRun === 1000 ? 'Not run 1,000+' : 'Not run',
              count: notRun === 1000 ? undefined : notRun,
            },
          ]}
          onChange={(next) => useInboxFilter.setState({ which: next })}
        />
        <span className={styles.grow} />
        <SelectField
          label="Flow"
          isLabelHidden
          size="small"
          kind="quiet"
          value={flow ?? any}
          options={[{ id: any, label: 'Any flow' }, ...flows.map(({ id, name }) => ({ id, label: name }))]}
          onChange={(id) => useInboxFilter.setState({ flow: id === any ? null : id })}
        />
        <SelectField
          label="Outcome"
          isLabelHidden
          size="small"
          kind="quiet"
          value={verdict ?? any}
          options={[{ id: any, label: 'Any outcome' }, ...verdicts]}
          onChange={(id) => useInboxFilter.setState({ verdict: id === any ? null : (id as Verdict) })}
        />
      </div>
    </header>
  );
};
