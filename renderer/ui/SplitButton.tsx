import { ChevronDown, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button as AriaButton, MenuTrigger, Popover } from 'react-aria-components';
import buttonStyles from './Button.module.css';
import { Button, type ButtonKind } from './Button.tsx';
import { classes } from './classes.ts';
import styles from './Menu.module.css';
import { type MenuEntry, MenuList } from './MenuList.tsx';

interface SplitButtonProps {
  label: string;
  icon?: LucideIcon | undefined;
  onPress: () => void;
  /** The name of the arrow and of its menu: "More ways to test". */
  menuLabel: string;
  items: readonly MenuEntry[];
  kind?: 'primary' | 'plain' | undefined;
  size?: 'normal' | 'small' | undefined;
  isBusy?: boolean | undefined;
  isDisabled?: boolean | undefined;
}

/** A button for the usual thing, with an arrow beside it for its variants. */
export const SplitButton = ({
  label,
  icon,
  onPress,
  menuLabel,
  items,
  kind = 'plain',
  size = 'normal',
  isBusy,
  isDisabled = false,
}: SplitButtonProps): ReactElement => (
  <div className={buttonStyles.split}>
    <Button
      kind={kind satisfies ButtonKind}
      size={size}
      icon={icon}
      isBusy={isBusy}
      isDisabled={isDisabled}
      onPress={onPress}
    >
      {label}
    </Button>
    <MenuTrigger>
      <AriaButton
        aria-label={menuLabel}
        isDisabled={isDisabled}
        className={classes(
          buttonStyles.button,
          buttonStyles[kind],
          buttonStyles.more,
          size === 'small' && buttonStyles.small,
        )}
      >
        <ChevronDown size={14} aria-hidden="true" />
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom end" offset={4}>
        <MenuList label={menuLabel} items={items} />
      </Popover>
    </MenuTrigger>
  </div>
);
