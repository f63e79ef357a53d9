import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { ListBox, ListBoxItem, Text } from 'react-aria-components';
import { classes } from './classes.ts';
import styles from './Menu.module.css';

/** One thing to choose. */
export interface Option {
  id: string;
  label: string;
  /** A second, smaller line. */
  hint?: string | undefined;
  icon?: LucideIcon | undefined;
}

/** The open list of SelectField and ComboField. */
export const OptionList = ({ options }: { options: readonly Option[] }): ReactElement => (
  <ListBox
    className={classes(styles.list, styles.fitTrigger)}
    renderEmptyState={() => <p className={styles.nothing}>Nothing matches.</p>}
  >
    {options.map(({ id, label, hint, icon: Icon }) => (
      <ListBoxItem key={id} id={id} textValue={label} className={styles.item ?? ''}>
        {({ isSelected }) => (
          <>
            {Icon && <Icon size={15} aria-hidden="true" />}
            <span className={styles.words}>
              <Text slot="label" className={styles.label ?? ''}>
                {label}
              </Text>
              {hint !== undefined && (
                <Text slot="description" className={styles.hint ?? ''}>
                  {hint}
                </Text>
              )}
            </span>
            <span className={styles.tick}>{isSelected && <Check size={14} aria-hidden="true" />}</span>
          </>
        )}
      </ListBoxItem>
    ))}
  </ListBox>
);
