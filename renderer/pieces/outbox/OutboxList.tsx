import { Bell, CloudOff, FlaskConical, type LucideIcon, Mail, MessagesSquare } from 'lucide-react';
import { memo, type ReactElement, useState } from 'react';
import { useCall } from '../../client/queries.ts';
import type { OutboxEntry } from '../../client/types.ts';
import { classes } from '../../ui/classes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { RowGrid } from '../history/RowGrid.tsx';
import { sayListTime, sayMoment } from '../history/time-words.ts';
import styles from './Outbox.module.css';
import { OutboxDetail } from './OutboxDetail.tsx';

const pageSize = 200;
/** What one call returns at the most. */
const most = 1000;

const whom = ({ kind, to }: OutboxEntry): string => {
  if (kind === 'notification') return 'On this computer';
  if (kind === 'chat') return 'To a chat';
  const [first = 'nobody', ...others] = to.map((person) => person.replace(/ <[^<>]*>$/, ''));
  return `To ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`;
};

const looks: Record<OutboxEntry['kind'], [icon: LucideIcon, word: string]> = {
  email: [Mail, 'E-mail'],
  chat: [MessagesSquare, 'Chat message'],
  notification: [Bell, 'Notification'],
};

const cell = { role: 'gridcell' } as const;

const Line = memo(({ entry }: { entry: OutboxEntry }): ReactElement => {
  const [Icon, word] = looks[entry.kind];
  return (
    <div {...cell} className={styles.line}>
      <span className={styles.kind}>
        <Icon size={18} aria-hidden="true" />
        <span className="only-read-aloud">{word}</span>
      </span>
      <span className={styles.words}>
        <b dir="auto">{entry.title || 'No subject'}</b>
        <span className={styles.note}>
          {whom(entry)} · {entry.flow ?? 'A flow that was removed'}
        </span>
      </span>
      <time dateTime={entry.at} title={sayMoment(entry.at)} className={classes(styles.note, 'numbers')}>
        {sayListTime(entry.at, Date.now())}
      </time>
    </div>
  );
});
Line.displayName = 'Line';

const renderRow = (entry: OutboxEntry): ReactElement => <Line entry={entry} />;

interface OutboxListProps {
  /** The id of the message that is shown; the newest without one. */
  message: string | undefined;
  onOpen: (id: string) => void;
}

/** What was sent in practice: e-mails and chat messages that went to nobody, and notifications, each as its reader would see it. */
export const OutboxList = ({ message, onOpen }: OutboxListProps): ReactElement => {
  const [limit, setLimit] = useState(pageSize);
  const { data: entries, error, refetch } = useCall('outbox.list', { limit }, { keepPrevious: true });
  if (error)
    return (
      <EmptyState
        icon={CloudOff}
        title="The Practice outbox could not be read"
        text={error.message}
        primary={{ label: 'Try again', onPress: () => void refetch() }}
      />
    );
  if (!entries)
    return (
      <div className={styles.loading}>
        <Skeleton lines={9} />
      </div>
    );
  if (entries.length === 0)
    return (
      <EmptyState
        icon={FlaskConical}
        title="Nothing was sent in practice yet"
        text="E-mails and chat messages without a connection of their own are kept here instead of going to real people, and so are notifications."
      />
    );
  const shown = message ?? entries[0]?.id;
  return (
    <SplitPane
      direction="row"
      storageKey="whenthen.outbox"
      defaultSize={440}
      minFirst={320}
      minSecond={360}
      label="Width of the list"
    >
      <div className={styles.list}>
        <RowGrid
          label="Sent in practice, newest first"
          rows={entries}
          rowHeight={66}
          renderRow={renderRow}
          activeId={shown}
          onActive={onOpen}
          isComplete={entries.length < limit || limit === most}
          onNearEnd={() => setLimit(Math.min(most, limit + pageSize))}
        />
      </div>
      <section aria-label="Message" className={styles.detail}>
        {shown !== undefined && <OutboxDetail key={shown} message={shown} />}
      </section>
    </SplitPane>
  );
};
