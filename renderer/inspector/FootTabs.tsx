import type { ReactElement } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './Dock.module.css';

interface FootTabsProps<Id extends string> {
  label: string;
  tabs: readonly { id: Id; label: string }[];
  selected: Id;
  onSelect: (id: Id) => void;
}

/** The views at the foot of a column. */
export const FootTabs = <Id extends string>({ label, tabs, selected, onSelect }: FootTabsProps<Id>): ReactElement => (
  <ToggleButtonGroup
    aria-label={label}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[selected]}
    onSelectionChange={(keys) => {
      const next = tabs.find(({ id }) => keys.has(id));
      if (next) onSelect(next.id);
    }}
    className={styles.tabs ?? ''}
  >
    {tabs.map(({ id, label: name }) => (
      <ToggleButton key={id} id={id} className={styles.tab ?? ''}>
        {name}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);
