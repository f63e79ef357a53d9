import type { ReactElement, ReactNode } from 'react';
import { Button } from './Button.tsx';
import styles from './Dialog.module.css';
import { Dialog } from './Dialog.tsx';

interface ConfirmDialogProps {
  title: string;
  /** What will happen, and to whom. */
  text: ReactNode;
  /** A verb: "Delete flow". */
  confirmLabel: string;
  tone?: 'danger' | undefined;
  isBusy?: boolean | undefined;
  onConfirm: () => void;
  onClose: () => void;
  isOpen: boolean;
}

/** Asks before something that is hard to take back. Cancel has the focus first. */
export const ConfirmDialog = ({
  title,
  text,
  confirmLabel,
  tone,
  isBusy,
  onConfirm,
  onClose,
  isOpen,
}: ConfirmDialogProps): ReactElement => (
  <Dialog
    title={title}
    isOpen={isOpen}
    onClose={onClose}
    size="small"
    role="alertdialog"
    actions={
      <>
        <Button autoFocus onPress={onClose}>
          Cancel
        </Button>
        <Button kind={tone === 'danger' ? 'danger' : 'primary'} isBusy={isBusy} onPress={onConfirm}>
          {confirmLabel}
        </Button>
      </>
    }
  >
    <div className={styles.text}>{text}</div>
  </Dialog>
);
