import type { ReactElement } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './Choice.module.css';

interface FilterChipsProps<Id extends string> {
  label: string;
  options: readonly { id: Id; label: string; count?: number | undefined }[];
  value: Id;
  onChange: (id: Id) => void;
}

/** One of several filters over a list, each with how many it leaves. */
export const FilterChips = <Id extends string>({
  label,
  options,
  value,
  onChange,
}: FilterChipsProps<Id>): ReactElement => (
  <ToggleButtonGroup
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      const next = options.find((option) => keys.has(option.id));
      if (next) onChange(next.id);
    }}
    className={styles.chips ?? ''}
  >
    {options.map(({ id, label: name, count }) => (
      <ToggleButton key={id} id={id} className={styles.chip ?? ''}>
        {name}
        {count !== undefined && <span>{count.toLocaleString('en')}</span>}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
