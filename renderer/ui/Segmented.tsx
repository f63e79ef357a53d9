import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './Choice.module.css';

interface SegmentedProps<Id extends string> {
  label: string;
  value: Id;
  options: readonly { id: Id; label: string; icon?: LucideIcon | undefined }[];
  onChange: (id: Id) => void;
}

/** Two to four views of the same thing, one of them shown. */
export const Segmented = <Id extends string>({ label, value, options, onChange }: SegmentedProps<Id>): ReactElement => (
  <ToggleButtonGroup
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[value]}
    onSelectionChange={(keys) => {
      const next = options.find((option) => keys.has(option.id));
      if (next) onChange(next.id);
    }}
    className={styles.segmented ?? ''}
  >
    {options.map(({ id, label: name, icon: Icon }) => (
      <ToggleButton key={id} id={id} className={styles.segment ?? ''}>
        {Icon && <Icon size={14} aria-hidden="true" />}
        {name}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
