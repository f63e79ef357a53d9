import { type ReactElement, useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { FlowCard } from '../client/types.ts';
import { useNodeTypes } from '../pieces/step-card/node-types.ts';
import { Button } from '../ui/Button.tsx';
import { FilterChips } from '../ui/FilterChips.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { arrangeFlows, countFlows, type FlowFilter, type FlowSort } from './arrange-flows.ts';
import { FlowRow, type FlowRowActions } from './FlowRow.tsx';
import styles from './FlowsScreen.module.css';

const sorts: readonly { id: FlowSort; label: string }[] = [
  { id: 'last-run', label: 'Last run' },
  { id: 'name', label: 'Name' },
  { id: 'state', label: 'State' },
];
const sortKey = 'whenthen.flows.sort';

const storedSort = (): FlowSort => sorts.find(({ id }) => id === localStorage.getItem(sortKey))?.id ?? 'last-run';

interface FlowListProps {
  flows: readonly FlowCard[];
  actions: FlowRowActions;
  /** Goes up each time the person asks to see what needs attention. */
  reviews: number;
}

/** The flows with their filters, search and order. */
export const FlowList = ({ flows, actions, reviews }: FlowListProps): ReactElement => {
  const types = useNodeTypes();
  const [filter, setFilter] = useState<FlowFilter>('all');
  const [find, setFind] = useState('');
  const [sort, setSort] = useState(storedSort);
  useEffect(() => {
    if (reviews > 0) setFilter('attention');
  }, [reviews]);
  const typed = useDeferredValue(find);
  const shown = useMemo(() => arrangeFlows(flows, { filter, find: typed, sort }), [flows, filter, typed, sort]);
  const counts = countFlows(flows);
  const order = (id: string): void => {
    const next = sorts.find((one) => one.id === id)?.id ?? 'last-run';
    localStorage.setItem(sortKey, next);
    setSort(next);
  };
  return (
    <>
      <div className={styles.bar}>
        <FilterChips
          label="Which flows"
          value={filter}
          onChange={setFilter}
          options={[
            { id: 'all', label: 'All', count: counts.all },
            { id: 'on', label: 'On', count: counts.on },
            { id: 'off', label: 'Off', count: counts.off },
            { id: 'attention', label: 'Needs attention', count: counts.attention },
          ]}
        />
        <div className={styles.find}>
          <SearchField label="Search flows" value={find} onChange={setFind} />
        </div>
        <div className={styles.sort}>
          <SelectField
            label="Order"
            isLabelHidden
            kind="quiet"
            size="small"
            value={sort}
            options={sorts}
            onChange={order}
          />
        </div>
      </div>
      {shown.length > 0 ? (
        <ul aria-label="Flows" className={styles.list}>
          {shown.map((flow) => (
            <FlowRow key={flow.id} flow={flow} icon={types.get(flow.triggers[0] ?? '')?.icon ?? ''} actions={actions} />
          ))}
        </ul>
      ) : (
        <div className={styles.nothing}>
          <p>{`No flows match. ${flows.length === 1 ? '1 flow is' : `${flows.length} flows are`} hidden.`}</p>
          <Button
            onPress={() => {
              setFind('');
              setFilter('all');
            }}
          >
            Show all
          </Button>
        </div>
      )}
    </>
  );
};
