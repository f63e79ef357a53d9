import { Inbox } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../client/queries.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SplitPane } from '../ui/SplitPane.tsx';
import { EventDetail } from './EventDetail.tsx';
import { EventList } from './EventList.tsx';
import styles from './Inbox.module.css';
import { useEventList } from './use-event-list.ts';

/** Everything that arrived, with its verdict. */
export const InboxScreen = ({ event }: { event: string | undefined }): ReactElement => {
  const [, navigate] = useLocation();
  const { list, gridRef } = useEventList();
  const shown = event ?? list.rows[0]?.id;
  const open = (id: string): void => navigate(`/inbox/${id}`, { replace: true });
  const onRemoved = (id: string): void => {
    const place = list.rows.findIndex((row) => row.id === id);
    const neighbour = list.rows[place + 1] ?? list.rows[place - 1];
    list.remove(id);
    navigate(neighbour ? `/inbox/${neighbour.id}` : '/inbox', { replace: true });
  };
  return (
    <SplitPane
      direction="row"
      storageKey="whenthen.inbox"
      defaultSize={480}
      minFirst={340}
      minSecond={410}
      label="Width of the list"
    >
      <EventList list={list} gridRef={gridRef} activeId={shown} onOpen={open} />
      <section aria-label="What arrived" className={styles.detail}>
        {shown === undefined ? (
          list.isReady && <NothingChosen />
        ) : (
          <EventDetail key={shown} event={shown} onRemoved={onRemoved} />
        )}
      </section>
    </SplitPane>
  );
};

const NothingChosen = (): ReactElement => {
  const address = useCall('app.info', {}).data?.hooksUrl;
  return (
    <EmptyState
      icon={Inbox}
      title="Nothing to look at yet"
      text={
        address
          ? `Deliveries to ${address}/hooks/… are kept here, whether they start something or not.`
          : 'What arrives is kept here, whether it starts something or not.'
      }
    />
  );
};
