import { type ReactElement, useState } from 'react';
import { useCall } from '../../client/queries.ts';
import type { FolderListing } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Crumbs } from './Crumbs.tsx';
import styles from './FileChooser.module.css';
import { FolderList } from './FolderList.tsx';
import { Places } from './Places.tsx';
import { hasEnding, joinPath, nameOf, shortenPath, whyNotAName, withEnding } from './paths.ts';
import { rememberPlace } from './recent-places.ts';

interface FileChooserProps {
  isOpen: boolean;
  title: string;
  /** `file`: one that is there · `folder`: one that is there · `new-file`: one that is there or a new name. */
  kind: 'file' | 'folder' | 'new-file';
  /** Endings such as `db`; other files are not shown, and a new file gets the first. */
  extensions?: readonly string[] | undefined;
  /** What was chosen: short inside the app's own folder of files (`demo-shop.db`), a whole path elsewhere. */
  onChoose: (path: string) => void;
  onClose: () => void;
}

type Entry = FolderListing['entries'][number];

const nothing: readonly string[] = [];

/** What a press on the main button would choose; undefined while that is nothing. */
const chosenPath = (
  kind: FileChooserProps['kind'],
  folder: string,
  selected: Entry | undefined,
  fileName: string,
): string | undefined => {
  if (kind === 'folder') return selected?.path ?? folder;
  if (kind === 'file') return selected?.kind === 'file' ? selected.path : undefined;
  return fileName === '' || whyNotAName(fileName) ? undefined : joinPath(folder, fileName);
};

const Chooser = ({ kind, extensions = nothing, onChoose, onClose, title }: Omit<FileChooserProps, 'isOpen'>) => {
  const { data: info } = useCall('app.info', {});
  const [folder, setFolder] = useState<string>();
  const [find, setFind] = useState('');
  const [selectedPath, setSelectedPath] = useState<string>();
  const [typed, setTyped] = useState('');
  const place = folder ?? info?.filesFolder;
  const listing = useCall('files.browse', place === undefined ? {} : { folder: place }, {
    enabled: place !== undefined,
    keepPrevious: true,
  });
  const current = listing.data?.folder ?? place ?? '';
  const all = (listing.data?.entries ?? []).filter(
    (entry) => entry.kind === 'folder' || (kind !== 'folder' && hasEnding(entry.name, extensions)),
  );
  const shown = all.filter(({ name }) => name.toLowerCase().includes(find.toLowerCase()));
  const selected = shown.find(({ path }) => path === selectedPath);
  const fileName = withEnding(typed.trim(), typed.trim() === '' ? nothing : extensions);
  const path = chosenPath(kind, current, selected, fileName);
  const isThere = kind === 'new-file' && all.some((entry) => entry.kind === 'file' && entry.name === fileName);

  const go = (next: string | undefined): void => {
    setFolder(next);
    setFind('');
    setSelectedPath(undefined);
  };
  const choose = (chosen: string): void => {
    rememberPlace(kind === 'folder' ? chosen : current);
    onChoose(shortenPath(chosen, info?.filesFolder ?? ''));
    onClose();
  };
  const openEntry = (entry: Entry): void => (entry.kind === 'folder' ? go(entry.path) : choose(entry.path));
  const select = (entry: Entry | undefined): void => {
    setSelectedPath(entry?.path);
    if (kind === 'new-file' && entry?.kind === 'file') setTyped(entry.name);
  };
  const verb = kind === 'folder' ? `Choose ${selected ? nameOf(selected.path) : 'this folder'}` : 'Choose file';
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      size="large"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={path === undefined} onPress={() => path !== undefined && choose(path)}>
            {verb}
          </Button>
        </>
      }
    >
      <div className={styles.columns}>
        <Places filesFolder={info?.filesFolder} current={current} onGo={go} />
        <div className={styles.main}>
          <div className={styles.bar}>
            <Crumbs folder={current} onGo={go} />
            <div className={styles.find}>
              <SearchField label="Find in this folder" placeholder="Find" value={find} onChange={setFind} />
            </div>
          </div>
          <FolderList
            entries={shown}
            kind={kind}
            extensions={extensions}
            isFiltered={find !== ''}
            fault={listing.error ?? undefined}
            isLoading={listing.isPending}
            selected={selected?.path}
            onSelect={select}
            onOpen={openEntry}
          />
          {kind === 'new-file' && (
            <TextField
              label="File name"
              value={typed}
              onChange={setTyped}
              error={typed.trim() === '' ? undefined : whyNotAName(typed.trim())}
              warning={isThere ? `${fileName} is in this folder already; the flow will use that file.` : undefined}
              placeholder={extensions[0] === undefined ? 'report.txt' : `report.${extensions[0]}`}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && path !== undefined) choose(path);
              }}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
};

/** A dialog to choose a file or folder of this computer, or to name a new file. It forgets where it was when it is closed. */
export const FileChooser = ({ isOpen, ...rest }: FileChooserProps): ReactElement | null =>
  isOpen ? <Chooser {...rest} /> : null;
