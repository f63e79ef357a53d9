import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { OutboxList } from '../pieces/outbox/OutboxList.tsx';
import styles from './Inbox.module.css';
import { InboxSides } from './InboxSides.tsx';

/** What would have left this computer, and was kept for looking at instead. */
export const PracticeScreen = ({ message }: { message: string | undefined }): ReactElement => {
  const [, navigate] = useLocation();
  return (
    <div className={styles.practice}>
      <header className={styles.head}>
        <div className={styles.headLine}>
          <h1 className="type-screen">Inbox</h1>
          <InboxSides side="practice" />
        </div>
      </header>
      <div className={styles.practiceList}>
        <OutboxList message={message} onOpen={(id) => navigate(`/practice/${id}`, { replace: true })} />
      </div>
    </div>
  );
};
