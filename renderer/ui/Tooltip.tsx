import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, Focusable, TooltipTrigger } from 'react-aria-components';
import { formatKeys } from './format-keys.ts';
import styles from './Tooltip.module.css';

type Placement = 'top' | 'bottom' | 'left' | 'right';

interface TooltipProps {
  text: string;
  kbd?: string | undefined;
  placement?: Placement | undefined;
  isDisabled?: boolean | undefined;
  /** One thing that can have the focus: a button of this kit, or an element such as a link. */
  children: ReactElement;
}

/** A few words beside a control, on hover and on focus. They can be hovered, and Esc takes them away. */
export const Tooltip = ({
  text,
  kbd,
  placement = 'bottom',
  isDisabled = false,
  children,
}: TooltipProps): ReactElement => (
  <TooltipTrigger delay={500} closeDelay={80} isDisabled={isDisabled}>
    {typeof children.type === 'string' ? (
      <Focusable>{children as ReactElement<React.DOMAttributes<HTMLElement>, string>}</Focusable>
    ) : (
      children
    )}
    <AriaTooltip className={styles.tooltip ?? ''} placement={placement} offset={6}>
      {`${text} `}
      {kbd !== undefined && <span className={styles.keys}>{formatKeys(kbd)}</span>}
    </AriaTooltip>
  </TooltipTrigger>
);
