import { Database, File, FileText, Folder, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import type { FaultData, FolderListing } from '../../client/types.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './FileChooser.module.css';

type Entry = FolderListing['entries'][number];

interface FolderListProps {
  entries: readonly Entry[];
  kind: 'file' | 'folder' | 'new-file';
  extensions: readonly string[];
  isFiltered: boolean;
  fault: Pick<FaultData, 'message' | 'fix'> | undefined;
  isLoading: boolean;
  selected: string | undefined;
  onSelect: (entry: Entry | undefined) => void;
  /** Enter or a double click: into a folder, or this file it is. */
  onOpen: (entry: Entry) => void;
}

const size = new Intl.NumberFormat('en', { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

const iconOf = ({ kind, name }: Entry): LucideIcon => {
  if (kind === 'folder') return Folder;
  if (/\.(db|sqlite3?)$/i.test(name)) return Database;
  return /\.(txt|csv|md|json|log)$/i.test(name) ? FileText : File;
};

const emptyWords = ({ isFiltered, kind, extensions }: FolderListProps): string => {
  if (isFiltered) return 'Nothing here has that in its name.';
  if (kind === 'folder') return 'There are no folders in here. You can choose this one.';
  return extensions.length === 0
    ? 'There is nothing in this folder.'
    : `There are no folders and no ${extensions.map((ending) => `.${ending}`).join(', ')} files in here.`;
};

/** What is in a folder. Arrows move, letters jump, Enter or a double click opens. */
export const FolderList = (props: FolderListProps): ReactElement => {
  const { entries, fault, isLoading, selected, onSelect, onOpen } = props;
  const at = (key: unknown): Entry | undefined => entries.find(({ path }) => path === key);
  if (fault)
    return (
      <div className={styles.list}>
        <Banner tone="warn" title={fault.message}>
          {fault.fix}
        </Banner>
      </div>
    );
  if (isLoading)
    return (
      <div className={styles.list}>
        <Skeleton lines={6} />
      </div>
    );
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 36, padding: 4 }}>
      <ListBox
        aria-label="Files and folders"
        className={styles.list ?? ''}
        items={entries}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected === undefined ? [] : [selected]}
        onSelectionChange={(keys) => onSelect(keys === 'all' ? undefined : at([...keys][0]))}
        onAction={(key) => {
          const entry = at(key);
          if (entry) onOpen(entry);
        }}
        renderEmptyState={() => <p className={styles.nothing}>{emptyWords(props)}</p>}
      >
        {(entry) => {
          const Icon = iconOf(entry);
          return (
            <ListBoxItem id={entry.path} textValue={entry.name} className={styles.entry ?? ''}>
              <Icon size={16} aria-hidden="true" className={styles[entry.kind]} />
              <bdi className={styles.name}>{entry.name}</bdi>
              <span className={styles.meta}>
                {entry.bytes === null ? '' : size.format(Math.ceil(entry.bytes / 1024))}
              </span>
              <span className={styles.date}>{day.format(new Date(entry.modifiedAt))}</span>
            </ListBoxItem>
          );
        }}
      </ListBox>
    </Virtualizer>
  );
};
