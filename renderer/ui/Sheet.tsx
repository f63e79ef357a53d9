import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './Dialog.module.css';
import { IconButton } from './IconButton.tsx';

interface SheetProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A panel over the right edge of the window, 420 pixels wide. */
export const Sheet = ({ title, isOpen, onClose, children }: SheetProps): ReactElement => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(next) => !next && onClose()}
    isDismissable
    className={styles.sheetScrim ?? ''}
  >
    <Modal className={styles.sheet ?? ''}>
      <AriaDialog className={styles.dialog ?? ''}>
        <header className={styles.head}>
          <Heading slot="title" level={2} className={styles.title ?? ''}>
            {title}
          </Heading>
          <IconButton label="Close" icon={X} size="small" onPress={onClose} />
        </header>
        <div className={styles.body}>{children}</div>
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
