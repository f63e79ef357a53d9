import { type ReactElement, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useCall } from '../client/queries.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { FilterChips } from '../ui/FilterChips.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { TemplateCard } from './TemplateCard.tsx';
import { TemplateDetail } from './TemplateDetail.tsx';
import styles from './TemplatesScreen.module.css';
import { passesFilter, type TemplateFilter } from './template-words.ts';

const filters: readonly { id: TemplateFilter; label: string }[] = [
  { id: 'all', label: 'All' },
  { id: 'ready', label: 'Works right now' },
  { id: 'webhook', label: 'Webhook' },
  { id: 'manual', label: 'By hand' },
  { id: 'app-event', label: 'App event' },
];

/** Flows to start from. `template` is the one whose details are open. */
export const TemplatesScreen = ({ template }: { template: string | undefined }): ReactElement => {
  const { data: starters, error } = useCall('starters.list', {});
  const [filter, setFilter] = useState<TemplateFilter>('all');
  const shown = starters?.filter((starter) => passesFilter(starter, filter)) ?? [];
  const open = starters?.find(({ id }) => id === template);
  return (
    <div className={styles.screen}>
      <header>
        <h1 className="type-screen">Templates</h1>
        <p className="type-summary">Flows that already work. Each one is tested before it is shipped.</p>
      </header>
      {error && (
        <Banner tone="err" title={error.message}>
          {error.fix}
        </Banner>
      )}
      {starters && (
        <FilterChips
          label="Which templates"
          value={filter}
          onChange={setFilter}
          options={filters.map((one) => ({
            ...one,
            count: starters.filter((starter) => passesFilter(starter, one.id)).length,
          }))}
        />
      )}
      {!starters && !error && <Skeleton lines={6} />}
      {starters && shown.length === 0 && (
        <div className={styles.nothing}>
          <p>No templates match.</p>
          <Button onPress={() => setFilter('all')}>Show all</Button>
        </div>
      )}
      <ul aria-label="Templates" className={styles.grid}>
        {shown.map((starter) => (
          <TemplateCard key={starter.id} starter={starter} />
        ))}
      </ul>
      {template !== undefined && starters && !open && (
        <Banner tone="warn" title="There is no such template." onDismiss={() => navigate('/templates')} />
      )}
      {open && <TemplateDetail starter={open} onClose={() => navigate('/templates')} />}
    </div>
  );
};
