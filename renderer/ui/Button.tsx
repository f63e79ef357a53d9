import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import styles from './Button.module.css';
import { classes } from './classes.ts';
import { defined } from './defined.ts';
import { Kbd } from './Kbd.tsx';
import { Spinner } from './Spinner.tsx';

/** How loud a button is: one primary per view, plain beside it, quiet in bars, danger for what cannot be undone. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps {
  kind?: ButtonKind | undefined;
  size?: 'normal' | 'small' | undefined;
  icon?: LucideIcon | undefined;
  /** The key that does the same, as `$mod+K` or `T`. Only shown here; whoever shows it also listens for it. */
  kbd?: string | undefined;
  isBusy?: boolean | undefined;
  isDisabled?: boolean | undefined;
  onPress?: (() => void) | undefined;
  children?: ReactNode;
  'aria-label'?: string | undefined;
  autoFocus?: boolean | undefined;
  type?: 'button' | 'submit' | undefined;
  className?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

/** A button with words. While busy it keeps its size and its focus and does nothing. */
export const Button = ({
  kind = 'plain',
  size = 'normal',
  icon: Icon,
  kbd,
  isBusy = false,
  isDisabled = false,
  onPress,
  children,
  className,
  'aria-label': label,
  ...rest
}: ButtonProps): ReactElement => (
  <AriaButton
    {...defined({ ...rest, 'aria-label': label })}
    isDisabled={isDisabled}
    isPending={isBusy}
    onPress={() => onPress?.()}
    className={classes(styles.button, styles[kind], size === 'small' && styles.small, isBusy && styles.busy, className)}
  >
    <span className={styles.inside}>
      {Icon && <Icon size={size === 'small' ? 14 : 15} aria-hidden="true" />}
      {children}
      {kbd !== undefined && <Kbd keys={kbd} />}
    </span>
    {isBusy && (
      <span className={styles.wheel}>
        <Spinner label="Working" />
      </span>
    )}
  </AriaButton>
);
