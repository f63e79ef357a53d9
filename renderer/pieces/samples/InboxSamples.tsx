import type { ReactElement } from 'react';
import type { EventSummary } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toasts.ts';
import { verdictOutcomes } from '../history/outcomes.ts';
import { ago, useNow } from './ago.ts';
import { gistOfDelivery, readDelivery, useDeliveries } from './deliveries.ts';
import { keepSample } from './keep-sample.ts';
import styles from './Samples.module.css';

const timeOf = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** Keeps a delivery as an example and uses it. Resolves to whether that worked. */
export const takeDelivery = async (trigger: string, delivery: EventSummary): Promise<boolean> => {
  const payload = await readDelivery(delivery);
  if (payload === undefined) return false;
  const name = `Arrived ${timeOf.format(new Date(delivery.receivedAt))}`;
  const why = keepSample(trigger, name, payload);
  if (why !== null) toast({ tone: 'err', title: why });
  return why === null;
};

/** The last twenty deliveries of a trigger, to be used as examples. New ones appear by themselves. */
export const InboxSamples = ({ trigger, onChosen }: { trigger: string; onChosen: () => void }): ReactElement => {
  const deliveries = useDeliveries(trigger, 20);
  const now = useNow();
  if (deliveries.length === 0)
    return <p className={styles.hint}>Nothing has arrived for this flow yet. What arrives will be listed here.</p>;
  return (
    <ul className={styles.rows} aria-label="Deliveries of this flow">
      {deliveries.map((delivery) => (
        <li key={delivery.id} className={styles.row}>
          <span className={styles.words}>
            {gistOfDelivery(delivery)}
            <span className={styles.gist}>
              <time dateTime={delivery.receivedAt}>{ago(Date.parse(delivery.receivedAt), now)}</time> ·{' '}
              {verdictOutcomes[delivery.verdict].word}
            </span>
          </span>
          <Button
            size="small"
            aria-label={`Use as sample: ${gistOfDelivery(delivery)}`}
            onPress={() => void takeDelivery(trigger, delivery).then((done) => done && onChosen())}
          >
            Use as sample
          </Button>
        </li>
      ))}
    </ul>
  );
};
