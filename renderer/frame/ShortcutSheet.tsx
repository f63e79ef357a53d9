import type { ReactElement } from 'react';
import { flattenCommands, useCommandStore } from '../stores/commands.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { formatKeys } from '../ui/format-keys.ts';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './CommandPalette.module.css';
import { groupCommands } from './search-commands.ts';

/** The keys that work on this screen; `?` opens it. */
export const ShortcutSheet = (): ReactElement => {
  const isOpen = useCommandStore((store) => store.isShortcutSheetOpen);
  const lists = useCommandStore((store) => store.lists);
  const groups = groupCommands(flattenCommands(lists).filter(({ kbd }) => kbd !== undefined));
  return (
    <Dialog
      title="Keyboard shortcuts"
      size="large"
      isOpen={isOpen}
      onClose={() => useCommandStore.setState({ isShortcutSheetOpen: false })}
    >
      <div className={styles.shortcuts}>
        {groups.map(({ group, commands }) => (
          <section key={group} className={styles.shortcutGroup}>
            <h3 className={styles.shortcutTitle}>{group}</h3>
            <ul>
              {commands.map(({ id, title, kbd = '' }) => (
                <li key={id} className={styles.shortcut}>
                  {title}
                  <span>
                    <span className="only-read-aloud">{formatKeys(kbd)}</span>
                    <Kbd keys={kbd} />
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
};
