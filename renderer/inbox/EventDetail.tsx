import { CloudOff, Copy, FlaskConical, PackageOpen, Play, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { useAction, useCall } from '../client/queries.ts';
import type { EventId, EventSummary, FaultData } from '../client/types.ts';
import { kindOf } from '../pieces/history/kinds.ts';
import { sayMoment } from '../pieces/history/time-words.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { MenuButton } from '../ui/MenuButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { toast } from '../ui/toasts.ts';
import { useCopy } from '../ui/use-copy.ts';
import { DriftBanner } from './DriftBanner.tsx';
import { EventTabs } from './EventTabs.tsx';
import { curlOf, keepAsSample, partsOf } from './event-actions.ts';
import styles from './Inbox.module.css';
import { TryEvent } from './TryEvent.tsx';
import { VerdictCard } from './VerdictCard.tsx';

interface EventDetailProps {
  event: string;
  onRemoved: (id: string) => void;
}

/** One thing that arrived: its verdict, its content, and what can be done with it. */
export const EventDetail = ({ event: id, onRemoved }: EventDetailProps): ReactElement => {
  const { data: event, error } = useCall('events.show', { event: id as EventId });
  if (error) return <EmptyState icon={CloudOff} title="It is not there any more" text={error.message} />;
  if (!event)
    return (
      <div className={styles.loading}>
        <Skeleton lines={6} />
      </div>
    );
  return <Loaded event={event} onRemoved={onRemoved} />;
};

const Loaded = ({ event, onRemoved }: { event: EventSummary; onRemoved: (id: string) => void }): ReactElement => (
  <article className={styles.event}>
    <header className={styles.eventHead}>
      <div className={styles.eventTitle}>
        <h2 dir="auto">{event.headline}</h2>
        <p>
          {sayMoment(event.receivedAt)} · {kindOf(event.kind).word}
          {event.flow !== null && <> · {event.flow}</>}
        </p>
      </div>
      <Actions event={event} onRemoved={onRemoved} />
    </header>
    <DriftBanner event={event} />
    <VerdictCard event={event} />
    <EventTabs event={event} />
  </article>
);

const Actions = ({ event, onRemoved }: { event: EventSummary; onRemoved: (id: string) => void }): ReactElement => {
  const [, navigate] = useLocation();
  const [trying, setTrying] = useState<'test' | 'run' | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isKeeping, setKeeping] = useState(false);
  const hooksUrl = useCall('app.info', {}).data?.hooksUrl ?? null;
  const flows = useCall('flows.list', {}).data;
  const flow = flows?.find(({ id }) => id === event.flowId);
  const remove = useAction('events.remove', ['events.count']);
  const { isRequest } = partsOf(event);
  const curl = useCopy(isRequest && hooksUrl ? curlOf(event, hooksUrl) : '');
  const noFlow = flow ? undefined : event.flowId === null ? 'It belongs to no flow' : 'Its flow was removed';
  const noContent = event.payload === null ? 'Its content was not kept' : undefined;
  const complain = (fault: FaultData): void => {
    toast({ tone: 'err', title: fault.message, text: fault.fix });
  };

  const keep = async (): Promise<void> => {
    setKeeping(true);
    try {
      await keepAsSample(event);
      toast({ tone: 'ok', title: 'It is now an example of the flow.' });
      navigate(`/flows/${event.flowId}`);
    } catch (thrown) {
      complain(thrown as FaultData);
    } finally {
      setKeeping(false);
    }
  };
  const off = noFlow !== undefined || noContent !== undefined;
  return (
    <div className={styles.actions}>
      <Button icon={PackageOpen} isDisabled={off} isBusy={isKeeping} onPress={() => void keep()}>
        Use as sample
      </Button>
      <Button icon={FlaskConical} isDisabled={off} onPress={() => setTrying('test')}>
        Test flow with it
      </Button>
      <MenuButton
        label="More for this event"
        items={[
          {
            id: 'run',
            label: 'Run now…',
            icon: Play,
            hint: 'Shows what it would do first',
            disabledReason:
              noFlow ?? noContent ?? (flow?.version === null ? 'The flow was never turned on' : undefined),
            onSelect: () => setTrying('run'),
          },
          ...(isRequest
            ? [
                {
                  id: 'curl',
                  label: 'Copy as curl',
                  icon: Copy,
                  disabledReason: hooksUrl === null ? 'No address is open now' : undefined,
                  onSelect: curl.copy,
                },
              ]
            : []),
          'separator' as const,
          {
            id: 'delete',
            label: 'Delete…',
            icon: Trash2,
            tone: 'danger' as const,
            disabledReason: event.runId === null ? undefined : 'It is kept as long as its run',
            onSelect: () => setAsking(true),
          },
        ]}
      />
      {trying !== null && <TryEvent event={event} mode={trying} onClose={() => setTrying(null)} />}
      <ConfirmDialog
        title="Delete what arrived?"
        text="Its content and its verdict are removed. This cannot be undone."
        confirmLabel="Delete"
        tone="danger"
        isBusy={remove.isPending}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(
            { event: event.id },
            {
              onSuccess: () => onRemoved(event.id),
              onError: complain,
              onSettled: () => setAsking(false),
            },
          )
        }
      />
    </div>
  );
};
