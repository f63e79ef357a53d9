import type { ReactElement, ReactNode, RefObject } from 'react';
import { Dialog as AriaDialog, Popover as AriaPopover } from 'react-aria-components';
import dialogStyles from './Dialog.module.css';
import styles from './Menu.module.css';

interface PopoverProps {
  /** What it points at. */
  triggerRef: RefObject<Element | null>;
  isOpen: boolean;
  onClose: () => void;
  placement?: 'top' | 'bottom' | 'bottom start' | 'bottom end' | 'left' | 'right' | undefined;
  label: string;
  children: ReactNode;
}

/** A small window beside a control. Esc or a click elsewhere closes it. */
export const Popover = ({
  triggerRef,
  isOpen,
  onClose,
  placement = 'bottom start',
  label,
  children,
}: PopoverProps): ReactElement => (
  <AriaPopover
    triggerRef={triggerRef}
    isOpen={isOpen}
    onOpenChange={(next) => !next && onClose()}
    placement={placement}
    offset={6}
    className={styles.popover ?? ''}
  >
    <AriaDialog aria-label={label} className={dialogStyles.pop ?? ''}>
      {children}
    </AriaDialog>
  </AriaPopover>
);
