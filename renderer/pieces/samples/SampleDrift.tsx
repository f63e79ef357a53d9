import type { ReactElement } from 'react';
import { create } from 'zustand';
import { eventKindOf } from '../../client/shape.ts';
import type { EventSummary, JsonValue } from '../../client/types.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import { changeSample } from '../../stores/sample-edits.ts';
import { sampleOf, useTesting } from '../../stores/testing.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { readDelivery, useDeliveries } from './deliveries.ts';
import { compareShapes, describeDrift, isDrift } from './drift.ts';

/** Differences a person has seen and decided to live with, until the window is closed. */
const useKept = create<{ kept: ReadonlySet<string> }>(() => ({ kept: new Set() }));

/** Who sends, by the name of the example: "Stripe – complete". */
const senderOf = (name: string): string => (name.includes(' – ') ? (name.split(' – ')[0] ?? name) : 'The sender');

const updateSample = async (id: string, delivery: EventSummary): Promise<void> => {
  const payload = await readDelivery(delivery);
  if (payload !== undefined)
    edit('Update example', (flow) => changeSample(flow, id, { payload: payload as EventSummary['payload'] }));
};

/** Tells, without hurry, that what arrives has fields the example in use lacks, or fields of another kind. */
export const SampleDrift = ({ trigger }: { trigger: string }): ReactElement | null => {
  const document = useEditor((state) => state.document);
  const sample = useTesting((state) => sampleOf(document, state.currentSample, trigger));
  const deliveries = useDeliveries(trigger, 20);
  const kept = useKept((state) => state.kept);
  if (!sample) return null;
  const payload = sample.payload as JsonValue;
  const newest = deliveries.find(
    (delivery) =>
      delivery.verdict === 'started' &&
      delivery.payload !== null &&
      eventKindOf(delivery.payload) === eventKindOf(payload),
  );
  if (!newest) return null;
  const drift = compareShapes(payload, newest.payload);
  const mark = `${sample.id} ${JSON.stringify(drift)}`;
  if (!isDrift(drift) || kept.has(mark)) return null;
  const names = [...drift.added, ...drift.changed.map(({ path }) => path)].map((path) => path.replace(/^body\./, ''));
  return (
    <Banner
      tone="info"
      title={describeDrift(drift, senderOf(sample.name))}
      action={
        <>
          <Button size="small" onPress={() => void updateSample(sample.id, newest)}>
            Update example
          </Button>
          <Button size="small" kind="quiet" onPress={() => useKept.setState({ kept: new Set([...kept, mark]) })}>
            Keep
          </Button>
        </>
      }
    >
      {names.slice(0, 2).join(', ')}
      {names.length > 2 && ` and ${names.length - 2} more`}
    </Banner>
  );
};
