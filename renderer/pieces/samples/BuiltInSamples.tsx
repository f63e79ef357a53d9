import { type ReactElement, useState } from 'react';
import { call } from '../../client/connection.ts';
import { useCall } from '../../client/queries.ts';
import type { FaultData, ProviderShape } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { toast } from '../../ui/toasts.ts';
import { sampleName } from '../webhook/provider-choice.ts';
import { keepSample } from './keep-sample.ts';
import styles from './Samples.module.css';

type Event = ProviderShape['events'][number];
type Variant = Event['variants'][number];

const variantWords: Record<Variant, string> = { complete: 'Complete', minimal: 'Minimal', awkward: 'Awkward' };

/** Loads a built-in sample as it would arrive at an address, keeps it with the flow and uses it. */
export const takeBuiltIn = async (
  trigger: string,
  path: string,
  provider: ProviderShape,
  event: Event,
  variant: Variant,
): Promise<boolean> => {
  try {
    const payload = await call('samples.delivery', { provider: provider.id, event: event.id, variant, path });
    return keepSample(trigger, sampleName(provider, event.title, variant), payload) === null;
  } catch (thrown) {
    const { message, fix } = thrown as FaultData;
    toast({ tone: 'err', title: message, text: fix });
    return false;
  }
};

const matches = (provider: ProviderShape, event: Event, words: string): boolean =>
  `${provider.name} ${event.title} ${event.eventType ?? ''}`.toLowerCase().includes(words.trim().toLowerCase());

/** Samples that come with the app, by service: all fields, only the necessary ones, and hard ones (long, empty, foreign). */
export const BuiltInSamples = (props: { trigger: string; path: string; onChosen: () => void }): ReactElement => {
  const { data } = useCall('samples.providers', {});
  const [words, setWords] = useState('');
  if (!data) return <Skeleton lines={5} />;
  const choose = async (provider: ProviderShape, event: Event, variant: Variant): Promise<void> => {
    if (await takeBuiltIn(props.trigger, props.path, provider, event, variant)) props.onChosen();
  };
  const shown = data
    .map((provider) => ({ provider, events: provider.events.filter((event) => matches(provider, event, words)) }))
    .filter(({ events }) => events.length > 0);
  return (
    <div className={styles.stack}>
      <SearchField label="Find a service or an event" value={words} onChange={setWords} />
      <p className={styles.hint}>
        Complete has every field, Minimal only what must be there, Awkward what tends to go wrong: empty fields, long
        and foreign names.
      </p>
      {shown.length === 0 && <p className={styles.hint}>Nothing matches “{words}”.</p>}
      {shown.map(({ provider, events }) => (
        <section key={provider.id} aria-label={provider.name}>
          <h3 className={styles.heading}>{provider.name}</h3>
          <ul className={styles.rows}>
            {events.map((event) => (
              <li key={event.id} className={styles.row}>
                <span className={styles.words}>
                  {event.title}
                  {event.eventType !== null && <span className={styles.gist}>{event.eventType}</span>}
                </span>
                {event.variants.map((variant) => (
                  <Button
                    key={variant}
                    size="small"
                    kind={variant === 'complete' ? 'plain' : 'quiet'}
                    aria-label={`${variantWords[variant]}: ${provider.name}, ${event.title}`}
                    onPress={() => void choose(provider, event, variant)}
                  >
                    {variantWords[variant]}
                  </Button>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};
