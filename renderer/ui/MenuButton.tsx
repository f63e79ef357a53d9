import { ChevronDown, Ellipsis, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Button as AriaButton, MenuTrigger, Popover } from 'react-aria-components';
import buttonStyles from './Button.module.css';
import { Button, type ButtonKind } from './Button.tsx';
import { classes } from './classes.ts';
import styles from './Menu.module.css';
import { type MenuEntry, MenuList } from './MenuList.tsx';

interface MenuButtonProps {
  /** The name of the menu; also of the button when it has no words of its own. */
  label: string;
  icon?: LucideIcon | undefined;
  items: readonly MenuEntry[];
  /** Words on the button; without them it is only the icon (three dots if none is given). */
  children?: ReactNode;
  kind?: ButtonKind | undefined;
  size?: 'normal' | 'small' | undefined;
  placement?: 'bottom start' | 'bottom end' | undefined;
  isDisabled?: boolean | undefined;
}

/** A button that opens a menu. */
export const MenuButton = ({
  label,
  icon,
  items,
  children,
  kind = 'plain',
  size = 'normal',
  placement = children === undefined ? 'bottom end' : 'bottom start',
  isDisabled = false,
}: MenuButtonProps): ReactElement => {
  const Icon = icon ?? Ellipsis;
  return (
    <MenuTrigger>
      {children === undefined ? (
        <AriaButton
          aria-label={label}
          isDisabled={isDisabled}
          className={classes(
            buttonStyles.button,
            buttonStyles.quiet,
            buttonStyles.icon,
            size === 'small' && buttonStyles.small,
          )}
        >
          <Icon size={16} aria-hidden="true" />
        </AriaButton>
      ) : (
        <Button kind={kind} size={size} icon={icon} isDisabled={isDisabled}>
          {children}
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      )}
      <Popover className={styles.popover ?? ''} placement={placement} offset={4}>
        <MenuList label={label} items={items} />
      </Popover>
    </MenuTrigger>
  );
};
