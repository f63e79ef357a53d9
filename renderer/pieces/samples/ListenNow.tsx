import { type ReactElement, useEffect, useState } from 'react';
import type { EventSummary } from '../../client/types.ts';
import { announce } from '../../ui/announcer.ts';
import { Button } from '../../ui/Button.tsx';
import { gistOfDelivery, useDeliveries } from './deliveries.ts';
import { takeDelivery } from './InboxSamples.tsx';
import { ListenRing } from './ListenRing.tsx';
import styles from './Samples.module.css';

/** The first delivery that came after this component appeared, or after `again` was called. */
const useNext = (trigger: string): { next: EventSummary | undefined; again: () => void } => {
  const newest = useDeliveries(trigger, 1)[0];
  const [since, setSince] = useState(() => Date.now());
  const next = newest && Date.parse(newest.receivedAt) >= since ? newest : undefined;
  const gist = next && gistOfDelivery(next);
  useEffect(() => {
    if (gist !== undefined) announce(`Got one: ${gist}`);
  }, [gist]);
  return { next, again: () => setSince(Date.now()) };
};

/** Waits for the next delivery of a trigger and offers it as an example. */
export const ListenNow = ({
  trigger,
  address,
  onChosen,
}: {
  trigger: string;
  address: string | undefined;
  onChosen: () => void;
}): ReactElement => {
  const { next, again } = useNext(trigger);
  if (!next)
    return (
      <div className={styles.listen}>
        <ListenRing />
        <b>Waiting for the next delivery…</b>
        {address !== undefined && (
          <span>
            Send something to <code>{address}</code>
          </span>
        )}
      </div>
    );
  return (
    <div className={styles.listen}>
      <b>Got one!</b>
      <span>{gistOfDelivery(next)}</span>
      <span className={styles.buttons}>
        <Button kind="primary" onPress={() => void takeDelivery(trigger, next).then((done) => done && onChosen())}>
          Use as sample
        </Button>
        <Button onPress={again}>Wait for another</Button>
      </span>
    </div>
  );
};
