import type { LucideIcon } from 'lucide-react';
import { Fragment, type ReactElement } from 'react';
import { Menu, MenuItem, Separator, Text } from 'react-aria-components';
import { classes } from './classes.ts';
import { Kbd } from './Kbd.tsx';
import styles from './Menu.module.css';

/** One command of a menu. */
export interface MenuCommand {
  id: string;
  label: string;
  icon?: LucideIcon | undefined;
  kbd?: string | undefined;
  /** A second, smaller line. */
  hint?: string | undefined;
  tone?: 'danger' | undefined;
  /** Why it cannot be used now; shown in the place of the hint, and the command is off. */
  disabledReason?: string | undefined;
  onSelect: () => void;
}

export type MenuEntry = MenuCommand | 'separator';

/** What each entry is called in the list: its id, or for a line the id of the command it follows. */
const keyed = (items: readonly MenuEntry[]): { key: string; entry: MenuEntry }[] => {
  let last = 'top';
  return items.map((entry) => {
    if (entry === 'separator') return { key: `after ${last}`, entry };
    last = entry.id;
    return { key: entry.id, entry };
  });
};

const Command = ({ item, hasIcons }: { item: MenuCommand; hasIcons: boolean }): ReactElement => {
  const Icon = item.icon;
  const hint = item.disabledReason ?? item.hint;
  return (
    <MenuItem
      id={item.id}
      textValue={item.label}
      isDisabled={item.disabledReason !== undefined}
      onAction={item.onSelect}
      className={classes(styles.item, item.tone === 'danger' && styles.danger)}
    >
      {Icon ? <Icon size={15} aria-hidden="true" /> : hasIcons && <span className={styles.noIcon} />}
      <span className={styles.words}>
        <Text slot="label" className={styles.label ?? ''}>
          {item.label}
        </Text>
        {hint !== undefined && (
          <Text slot="description" className={styles.hint ?? ''}>
            {hint}
          </Text>
        )}
      </span>
      {item.kbd !== undefined && <Kbd keys={item.kbd} />}
    </MenuItem>
  );
};

/** The commands inside a menu; used by MenuButton, SplitButton and ContextMenu. */
export const MenuList = ({ label, items }: { label: string; items: readonly MenuEntry[] }): ReactElement => {
  /** Words stay in one line when only some commands have a picture. */
  const hasIcons = items.some((item) => item !== 'separator' && item.icon !== undefined);
  return (
    <Menu aria-label={label} className={styles.list ?? ''}>
      {keyed(items).map(({ key, entry }) => (
        <Fragment key={key}>
          {entry === 'separator' ? (
            <Separator className={styles.separator ?? ''} />
          ) : (
            <Command item={entry} hasIcons={hasIcons} />
          )}
        </Fragment>
      ))}
    </Menu>
  );
};
