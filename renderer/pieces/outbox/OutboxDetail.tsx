import { CloudOff } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../../client/queries.ts';
import type { OutboxDetail as Detail, OutboxId } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { sayMoment } from '../history/time-words.ts';
import { ChatPreview } from '../previews/ChatPreview.tsx';
import { EmailPreview } from '../previews/EmailPreview.tsx';
import { NotificationPreview } from '../previews/NotificationPreview.tsx';
import styles from './Outbox.module.css';

const Message = ({ message }: { message: Detail['message'] }): ReactElement => {
  switch (message.kind) {
    case 'email':
      return <EmailPreview preview={message} tense="did" />;
    case 'chat':
      return <ChatPreview preview={message} tense="did" />;
    case 'notification':
      return <NotificationPreview preview={message} tense="did" />;
  }
};

/** One message that was kept here, as its reader would see it, and the way to the run it came from. */
export const OutboxDetail = ({ message: id }: { message: string }): ReactElement => {
  const [, navigate] = useLocation();
  const { data, error } = useCall('outbox.show', { message: id as OutboxId });
  if (error) return <EmptyState icon={CloudOff} title="It is not there any more" text={error.message} />;
  if (!data)
    return (
      <div className={styles.loading}>
        <Skeleton lines={6} />
      </div>
    );
  return (
    <article className={styles.message}>
      <header>
        <h2 dir="auto">{data.title || 'No subject'}</h2>
        <p>
          {sayMoment(data.at)} · {data.flow ?? 'A flow that was removed'}
        </p>
      </header>
      <Message message={data.message} />
      <div>
        <Button size="small" onPress={() => navigate(`/activity/${data.runId}`)}>
          See the run
        </Button>
      </div>
    </article>
  );
};
