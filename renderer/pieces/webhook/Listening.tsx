import { Send } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { call } from '../../client/connection.ts';
import type { EventSummary, FaultData, JsonValue } from '../../client/types.ts';
import { saveNow, useEditor } from '../../stores/editor.ts';
import { payloadOf, sampleOf, useTesting } from '../../stores/testing.ts';
import { announce } from '../../ui/announcer.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Pill } from '../../ui/Pill.tsx';
import { toast } from '../../ui/toasts.ts';
import { verdictOutcomes } from '../history/outcomes.ts';
import { ago, useNow } from '../samples/ago.ts';
import { gistOfDelivery, isPractice, useDeliveries } from '../samples/deliveries.ts';
import { takeDelivery } from '../samples/InboxSamples.tsx';
import { ListenRing } from '../samples/ListenRing.tsx';
import { builtInOf, type Provider } from './provider-choice.ts';
import { useProvider } from './use-hook-params.ts';
import styles from './Webhook.module.css';

/** Sends the example in use to the webhook the way its service would. Anything drawn is saved before, so that it counts. */
const practise = async (node: string, provider: Provider | undefined): Promise<void> => {
  await saveNow();
  const { document, inspection, flowId } = useEditor.getState();
  if (flowId === null) return;
  const { currentSample } = useTesting.getState();
  const name = sampleOf(document, currentSample, node)?.name ?? '';
  const sample = provider && builtInOf(provider, name);
  const payload: JsonValue = payloadOf(document, inspection, currentSample, node);
  try {
    await call('hooks.practice', { flow: flowId, node, ...(sample ? { sample } : { payload }) });
    announce('Practice delivery sent');
  } catch (thrown) {
    const { message, fix } = thrown as FaultData;
    toast({ tone: 'err', title: message, text: fix });
  }
};

const Delivery = ({ node, delivery, now }: { node: string; delivery: EventSummary; now: number }): ReactElement => {
  const { word, icon, tone } = verdictOutcomes[delivery.verdict];
  const gist = gistOfDelivery(delivery);
  return (
    <li className={styles.delivery}>
      <div className={styles.deliveryWords}>
        <span className={styles.gist}>{gist}</span>
        {isPractice(delivery) && (
          <Pill tone="neutral" size="small">
            Practice
          </Pill>
        )}
        <time className={styles.time} dateTime={delivery.receivedAt}>
          {ago(Date.parse(delivery.receivedAt), now)}
        </time>
      </div>
      <div className={styles.verdict}>
        <Pill tone={tone} icon={icon} size="small">
          {word}
        </Pill>
        <Button
          size="small"
          kind="quiet"
          aria-label={`Use as sample: ${gist}`}
          onPress={() => void takeDelivery(node, delivery)}
        >
          Use as sample
        </Button>
      </div>
      {delivery.verdict === 'bad-signature' && delivery.reason !== null && (
        <p className={styles.reason}>{delivery.reason}</p>
      )}
    </li>
  );
};

/** A flow without an example of its own takes the first delivery as one. */
const useFirstAsSample = (node: string, newest: EventSummary | undefined): void => {
  const hasSample = useEditor((state) => state.document.samples.some((sample) => sample.node === node));
  const [since] = useState(() => Date.now());
  const isFirst = newest !== undefined && !hasSample && Date.parse(newest.receivedAt) >= since;
  useEffect(() => {
    if (newest && isFirst) void takeDelivery(node, newest);
  }, [node, newest, isFirst]);
};

/** Whether what arrives starts runs: asked at the last moment, because another window may have turned the flow on. */
const isFlowOn = async (): Promise<boolean> => {
  const { flowId } = useEditor.getState();
  if (flowId === null) return false;
  return (await call('flows.show', { flow: flowId })).on;
};

/** A delivery is news for this long. */
const newsMs = 60_000;
/** Without anything for this long, a person may need a hint. */
const patienceMs = 20_000;

/** Waiting, or what just came. */
const State = (props: {
  newest: EventSummary | undefined;
  provider: Provider | undefined;
  now: number;
}): ReactElement => {
  const { newest, provider, now } = props;
  const [since] = useState(() => Date.now());
  const isNews = newest !== undefined && now - Date.parse(newest.receivedAt) < newsMs;
  const sender = provider?.name ?? 'the service';
  const waiting =
    now - since < patienceMs
      ? `What ${sender} sends shows up here, also while the flow is off.`
      : `Nothing yet. Let ${sender} send a test from where you pasted the address, or send a practice delivery.`;
  return (
    <div className={styles.grow} aria-live="polite">
      <b>{isNews ? `Got one! ${gistOfDelivery(newest)}` : 'Waiting…'}</b>
      <p className={styles.quiet}>{newest ? 'Listening for the next one.' : waiting}</p>
    </div>
  );
};

/** What arrives at a webhook, live: an ear while nothing came, then the last five with what became of them. */
export const Listening = ({ node }: { node: string }): ReactElement => {
  const { provider } = useProvider(node);
  const deliveries = useDeliveries(node, 5);
  const now = useNow();
  const [isSending, setSending] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const newest = deliveries[0];
  useFirstAsSample(node, newest);
  const send = async (): Promise<void> => {
    setAsking(false);
    setSending(true);
    await practise(node, provider);
    setSending(false);
  };
  const askOrSend = async (): Promise<void> => {
    if (await isFlowOn().catch(() => true)) setAsking(true);
    else await send();
  };
  return (
    <section className={styles.card} aria-label="What arrives">
      <div className={styles.listenHead}>
        <ListenRing />
        <State newest={newest} provider={provider} now={now} />
        <Button size="small" icon={Send} isBusy={isSending} onPress={() => void askOrSend()}>
          Send a practice delivery
        </Button>
      </div>
      <ConfirmDialog
        title="Start a real run?"
        text="This flow is on. The practice delivery starts it for real: it sends and writes what it is set up to."
        confirmLabel="Send and run for real"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => void send()}
      />
      {deliveries.length > 0 && (
        <ul className={styles.deliveries} aria-label="Last deliveries">
          {deliveries.map((delivery) => (
            <Delivery key={delivery.id} node={node} delivery={delivery} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
};
