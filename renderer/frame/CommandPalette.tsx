import { Activity, Search, Workflow } from 'lucide-react';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import { type Command, flattenCommands, useCommandStore } from '../stores/commands.ts';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './CommandPalette.module.css';
import { createCommandSearch, groupCommands } from './search-commands.ts';

/** A flow or run that was found. */
export interface FoundThing {
  id: string;
  title: string;
  detail?: string | undefined;
  run: () => void;
}

/** Looks for flows and runs; the palette shows its own results meanwhile. */
export type FindMore = (query: string) => Promise<{ flows: readonly FoundThing[]; runs: readonly FoundThing[] }>;

interface Row extends Command {
  detail?: string | undefined;
}

const rowsOf = (found: readonly FoundThing[], group: string, icon: Command['icon']): Row[] =>
  found.map((one) => ({ ...one, id: `${group} ${one.id}`, group, icon }));

/** What `findMore` gave for the latest words; answers that come late are dropped. */
const useFound = (query: string, findMore: FindMore | undefined): Row[] => {
  const [found, setFound] = useState<Row[]>([]);
  useEffect(() => {
    if (!findMore || query.trim() === '') {
      setFound([]);
      return undefined;
    }
    let isLatest = true;
    findMore(query).then(
      ({ flows, runs }) => {
        if (isLatest) setFound([...rowsOf(flows, 'Flows', Workflow), ...rowsOf(runs, 'Runs', Activity)]);
      },
      () => isLatest && setFound([]),
    );
    return () => {
      isLatest = false;
    };
  }, [query, findMore]);
  return found;
};

const PaletteRow = ({ row, onRun }: { row: Row; onRun: () => void }): ReactElement => {
  const Icon = row.icon;
  return (
    <MenuItem id={row.id} textValue={row.title} className={styles.row ?? ''} onAction={onRun}>
      {Icon && <Icon size={16} aria-hidden="true" />}
      <span className={styles.title}>{row.title}</span>
      {row.detail !== undefined && <span className={styles.detail}>{row.detail}</span>}
      {row.kbd !== undefined && <Kbd keys={row.kbd} />}
    </MenuItem>
  );
};

/** The focus stays in the field, so what scrolls has to be reached by itself. */
const scrollable = { tabIndex: 0 } as const;

const PaletteBody = ({ findMore, onClose }: { findMore: FindMore | undefined; onClose: () => void }): ReactElement => {
  const [query, setQuery] = useState('');
  const lists = useCommandStore((store) => store.lists);
  const search = useMemo(() => createCommandSearch(flattenCommands(lists)), [lists]);
  const found = useFound(query, findMore);
  const groups = useMemo(() => groupCommands([...search(query), ...found]), [search, query, found]);
  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <TextField aria-label="Search or jump to" autoFocus className={styles.field ?? ''}>
        <Search size={16} aria-hidden="true" />
        <Input className={styles.input ?? ''} placeholder="Search or jump to…" />
        <Kbd keys="Esc" />
      </TextField>
      <div className={styles.results} {...scrollable}>
        <Menu
          aria-label="Results"
          className={styles.list ?? ''}
          renderEmptyState={() => <p className={styles.nothing}>Nothing is called that. Try another word.</p>}
        >
          {groups.map(({ group, commands }) => (
            <MenuSection key={group} id={group} aria-label={group}>
              <Header className={styles.group ?? ''}>{group}</Header>
              {commands.map((row) => (
                <PaletteRow
                  key={row.id}
                  row={row}
                  onRun={() => {
                    onClose();
                    row.run();
                  }}
                />
              ))}
            </MenuSection>
          ))}
        </Menu>
      </div>
    </Autocomplete>
  );
};

/** One field for going somewhere, finding something and doing something. Esc gives the focus back to where it was. */
export const CommandPalette = ({ findMore }: { findMore?: FindMore | undefined }): ReactElement => {
  const isOpen = useCommandStore((store) => store.isPaletteOpen);
  const close = (): void => useCommandStore.setState({ isPaletteOpen: false });
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(next) => !next && close()}
      isDismissable
      className={styles.scrim ?? ''}
    >
      <Modal className={styles.modal ?? ''}>
        <Dialog aria-label="Search or jump to" className={styles.dialog ?? ''}>
          <PaletteBody findMore={findMore} onClose={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
