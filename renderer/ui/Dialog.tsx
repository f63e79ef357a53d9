import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classes } from './classes.ts';
import styles from './Dialog.module.css';
import { IconButton } from './IconButton.tsx';

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the bottom, the main one last. */
  actions?: ReactNode;
  /** 420, 520 or 800 pixels wide. */
  size?: 'small' | 'medium' | 'large' | undefined;
  /** `alertdialog` for a question that must be answered: a click outside does not close it. */
  role?: 'dialog' | 'alertdialog' | undefined;
}

/** A window over the screen. The focus stays inside and goes back to where it was; Esc closes it. */
export const Dialog = ({
  title,
  isOpen,
  onClose,
  children,
  actions,
  size = 'medium',
  role = 'dialog',
}: DialogProps): ReactElement => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(next) => !next && onClose()}
    isDismissable={role === 'dialog'}
    className={styles.scrim ?? ''}
  >
    <Modal className={classes(styles.modal, size !== 'medium' && styles[size])}>
      <AriaDialog role={role} className={styles.dialog ?? ''}>
        <header className={styles.head}>
          <Heading slot="title" level={2} className={styles.title ?? ''}>
            {title}
          </Heading>
          {role === 'dialog' && <IconButton label="Close" icon={X} size="small" onPress={onClose} />}
        </header>
        <div className={styles.body}>{children}</div>
        {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
