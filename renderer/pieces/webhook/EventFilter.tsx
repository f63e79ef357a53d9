import { X } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { edit } from '../../stores/editor.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { RadioGroupField } from '../../ui/RadioGroupField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { chooseEvents, typePlaceholder } from './provider-choice.ts';
import { asRecord, asText, setHookParam, useHookParams, useProvider } from './use-hook-params.ts';
import styles from './Webhook.module.css';

/** An event the list does not know. */
const OtherEvent = ({ onAdd }: { onAdd: (event: string) => void }): ReactElement => {
  const [text, setText] = useState('');
  return (
    <form
      className={styles.addEvent}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onAdd(text.trim());
        setText('');
      }}
    >
      <TextField label="Another event" isMono value={text} onChange={setText} />
      <Button type="submit" size="small" isDisabled={text.trim() === ''}>
        Add
      </Button>
    </form>
  );
};

/** Which of the events of a sender start the flow. */
export const EventFilter = ({ node }: { node: string }): ReactElement => {
  const { provider } = useProvider(node);
  const filter = asRecord(useHookParams(node).allowEvents);
  const oneOf = Array.isArray(filter.oneOf) ? filter.oneOf.map(String) : [];
  const usual = provider ? typePlaceholder(provider) : null;
  const place = asText(filter.value) || (usual ?? '');
  const [wantsSome, setWantsSome] = useState(false);
  const isSome = wantsSome || oneOf.length > 0;
  const choose = (events: readonly string[]): void =>
    edit('Choose the events', (flow) => chooseEvents(flow, node, place, events), `${node} events`);
  const known = provider?.eventTypes ?? [];
  const others = oneOf.filter((event) => !known.includes(event));
  return (
    <section aria-label="Which events?" className={styles.stack}>
      <RadioGroupField
        label="Which events start the flow?"
        value={isSome ? 'some' : 'all'}
        options={[
          { id: 'all', label: 'All that arrive' },
          { id: 'some', label: 'Only the chosen ones', help: 'The others are kept in the Inbox and start nothing.' },
        ]}
        onChange={(next) => {
          setWantsSome(next === 'some');
          if (next === 'all') choose([]);
        }}
      />
      {isSome && (
        <div className={styles.events}>
          {usual === null && (
            <TextField
              label="Where the event stands"
              isMono
              placeholder="{{ trigger.body.type }}"
              value={asText(filter.value)}
              onChange={(value) => setHookParam('Choose the events', node, ['allowEvents', 'value'], value)}
            />
          )}
          {known.map((event) => (
            <CheckboxField
              key={event}
              label={event}
              isChecked={oneOf.includes(event)}
              onChange={(isChecked) => choose(isChecked ? [...oneOf, event] : oneOf.filter((one) => one !== event))}
            />
          ))}
          {others.map((event) => (
            <span key={event} className={styles.otherEvent}>
              {event}
              <IconButton
                label={`Remove ${event}`}
                icon={X}
                size="small"
                onPress={() => choose(oneOf.filter((one) => one !== event))}
              />
            </span>
          ))}
          {place !== '' && <OtherEvent onAdd={(event) => choose([...new Set([...oneOf, event])])} />}
        </div>
      )}
    </section>
  );
};
