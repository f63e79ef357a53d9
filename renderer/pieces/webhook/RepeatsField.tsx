import type { ReactElement } from 'react';
import { NumberField } from '../../ui/NumberField.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { knowsRepeats, repeatsOf } from './provider-choice.ts';
import { asRecord, asText, setHookParam, useHookParams, useProvider } from './use-hook-params.ts';
import styles from './Webhook.module.css';

/** A week: longer than any known service goes on trying. */
const usualHours = 168;

/** Whether a delivery that comes a second time starts the flow again. */
export const RepeatsField = ({ node }: { node: string }): ReactElement => {
  const { provider } = useProvider(node);
  const params = useHookParams(node);
  const kind = asRecord(params.verify).kind;
  const repeats = asRecord(params.ignoreRepeats);
  const isOn = params.ignoreRepeats !== undefined;
  if (knowsRepeats(kind))
    return (
      <section aria-label="Repeats">
        <h3 className={styles.heading}>Repeats are ignored</h3>
        <p className={styles.quiet}>
          {provider?.name ?? 'The service'} gives every delivery an id. One that comes twice starts nothing the second
          time.
        </p>
      </section>
    );
  const start = repeatsOf(provider) ?? { by: '{{ trigger.body.id }}' };
  return (
    <section aria-label="Repeats" className={styles.stack}>
      <div className={styles.switchRow}>
        <div className={styles.grow}>
          <h3 className={styles.heading}>Ignore repeats</h3>
          <p className={styles.quiet}>Services send again when they get no answer in time.</p>
        </div>
        <Switch
          label="Ignore repeats"
          isOn={isOn}
          onChange={(next) =>
            setHookParam(next ? 'Ignore repeats' : 'Take repeats', node, ['ignoreRepeats'], next ? start : undefined)
          }
        />
      </div>
      {isOn && (
        <div className={styles.pair}>
          <TextField
            label="Same when this is the same"
            isMono
            value={asText(repeats.by)}
            onChange={(value) => setHookParam('Ignore repeats', node, ['ignoreRepeats', 'by'], value)}
          />
          <NumberField
            label="Within"
            unit="hours"
            min={1}
            max={8784}
            value={typeof repeats.windowHours === 'number' ? repeats.windowHours : usualHours}
            onChange={(value) =>
              setHookParam('Ignore repeats', node, ['ignoreRepeats', 'windowHours'], value ?? usualHours)
            }
          />
        </div>
      )}
    </section>
  );
};
