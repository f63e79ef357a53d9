import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../client/connection.ts';
import type { EventSummary, FaultData } from '../client/types.ts';
import { DriftWords } from '../pieces/drift/DriftWords.tsx';
import { useDrift } from '../pieces/drift/use-drift.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/toasts.ts';
import { keepAsSample } from './event-actions.ts';
import styles from './Inbox.module.css';

/** Says what a delivery lacks, or has otherwise than all before it, and takes note that a person has seen it. */
export const DriftBanner = ({ event }: { event: EventSummary }): ReactElement | null => {
  const notices = useDrift(event.flowId, event.id);
  const [, navigate] = useLocation();
  const [isBusy, setBusy] = useState(false);
  const flow = event.flowId;
  if (flow === null || notices.length === 0) return null;

  const settle = async (before: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await before();
      for (const { id } of notices) await call('flows.driftIsFine', { flow, notice: id });
      return true;
    } catch (thrown) {
      const { message, fix } = thrown as FaultData;
      toast({ tone: 'err', title: message, text: fix });
      return false;
    } finally {
      setBusy(false);
    }
  };
  const keepIt = async (): Promise<void> => {
    if (!(await settle(() => keepAsSample(event)))) return;
    toast({ tone: 'ok', title: 'It is now an example of the flow.' });
    navigate(`/flows/${flow}`);
  };
  return (
    <div className={styles.noticed}>
      <Banner
        tone="warn"
        title="Not like the deliveries before it"
        action={
          <>
            <Button size="small" isBusy={isBusy} isDisabled={event.payload === null} onPress={() => void keepIt()}>
              Use as a sample
            </Button>
            <Button size="small" kind="quiet" isBusy={isBusy} onPress={() => void settle(async () => {})}>
              It is fine
            </Button>
          </>
        }
      >
        {notices.map(({ id, message }) => (
          <p key={id}>
            <DriftWords message={message} />
          </p>
        ))}
      </Banner>
    </div>
  );
};
