import type { ReactElement } from 'react';
import { type Command, flattenCommands, useCommandStore } from '../stores/commands.ts';
import { formatKeys } from '../ui/format-keys.ts';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './SettingsScreen.module.css';

const byGroup = (commands: readonly Command[]): [string, Command[]][] => [
  ...Map.groupBy(commands, ({ group }) => group),
];

/** The keys that work everywhere. Those of the editor are listed there, with the same key. */
export const Keyboard = (): ReactElement => {
  const lists = useCommandStore((store) => store.lists);
  const groups = byGroup(flattenCommands(lists).filter(({ kbd }) => kbd !== undefined));
  return (
    <>
      {groups.map(([group, commands]) => (
        <section key={group} className={styles.card}>
          <h2 className={styles.title}>{group}</h2>
          <ul className={styles.keys}>
            {commands.map(({ id, title, kbd = '' }) => (
              <li key={id} className={styles.key}>
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
      <p className="type-summary">Every screen has keys of its own. Press ? on a screen to see them.</p>
    </>
  );
};
