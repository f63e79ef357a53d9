import type { LucideIcon } from 'lucide-react';
import type { ReactElement, Ref } from 'react';
import { Button as AriaButton, ToggleButton } from 'react-aria-components';
import styles from './Button.module.css';
import { classes } from './classes.ts';
import { defined } from './defined.ts';
import { Tooltip } from './Tooltip.tsx';

interface IconButtonProps {
  /** Its name for screen readers, and the words of its tooltip. */
  label: string;
  icon: LucideIcon;
  kbd?: string | undefined;
  size?: 'normal' | 'small' | undefined;
  /** Given for a button that stays pressed, such as "Show grid". */
  isPressed?: boolean | undefined;
  isDisabled?: boolean | undefined;
  onPress?: (() => void) | undefined;
  placement?: 'top' | 'bottom' | 'left' | 'right' | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

/** A button that is only an icon; a tooltip says what it does. */
export const IconButton = ({
  label,
  icon: Icon,
  kbd,
  size = 'normal',
  isPressed,
  isDisabled = false,
  onPress,
  placement,
  ref,
}: IconButtonProps): ReactElement => {
  const shared = {
    ...defined({ ref }),
    'aria-label': label,
    isDisabled,
    onPress: () => onPress?.(),
    className: classes(styles.button, styles.quiet, styles.icon, size === 'small' && styles.small),
  };
  const picture = <Icon size={size === 'small' ? 15 : 16} aria-hidden="true" />;
  return (
    <Tooltip text={label} kbd={kbd} placement={placement}>
      {isPressed === undefined ? (
        <AriaButton {...shared}>{picture}</AriaButton>
      ) : (
        <ToggleButton {...shared} isSelected={isPressed}>
          {picture}
        </ToggleButton>
      )}
    </Tooltip>
  );
};
