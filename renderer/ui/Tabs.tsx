import type { ReactElement, ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import styles from './Choice.module.css';

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly { id: Id; label: string; count?: number | undefined }[];
  selected: Id;
  onSelect: (id: Id) => void;
  /** What the selected tab shows. */
  children: ReactNode;
}

/** Tabs over one panel. The arrow keys move between tabs. */
export const Tabs = <Id extends string>({ label, tabs, selected, onSelect, children }: TabsProps<Id>): ReactElement => (
  <AriaTabs
    selectedKey={selected}
    onSelectionChange={(key) => {
      const next = tabs.find((tab) => tab.id === key);
      if (next) onSelect(next.id);
    }}
    className={styles.tabs ?? ''}
  >
    <TabList aria-label={label} className={styles.tabList ?? ''}>
      {tabs.map(({ id, label: name, count }) => (
        <Tab key={id} id={id} className={styles.tab ?? ''}>
          {name}
          {count !== undefined && <span className={styles.count}>{count.toLocaleString('en')}</span>}
        </Tab>
      ))}
    </TabList>
    {/* A panel that only changed its id would keep the old one in the page. */}
    <TabPanel key={selected} id={selected} className={styles.panel ?? ''}>
      {children}
    </TabPanel>
  </AriaTabs>
);
