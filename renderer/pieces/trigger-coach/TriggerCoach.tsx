import { type ReactElement, useState } from 'react';
import type { NodeDescription } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { RadioGroupField } from '../../ui/RadioGroupField.tsx';
import { FamilyIcon } from '../FamilyIcon.tsx';
import { useNodeList } from '../step-card/node-types.ts';
import { type Advice, sources, waysOf } from './advice.ts';
import { stopHelping, useTriggerCoach } from './coach-store.ts';
import styles from './TriggerCoach.module.css';

const Way = ({ advice, kind, onPick }: { advice: Advice; kind: NodeDescription; onPick: () => void }): ReactElement => (
  <li className={styles.way}>
    <header className={styles.wayHead}>
      <FamilyIcon name={kind.icon} family={kind.family} size={18} />
      <h3 className={styles.wayTitle}>{kind.title}</h3>
      <Button size="small" onPress={onPick} aria-label={`Add ${kind.title}`}>
        Add
      </Button>
    </header>
    <p>{advice.fits}</p>
    <dl className={styles.facts}>
      <dt>How soon</dt>
      <dd>{advice.delay}</dd>
      <dt>Load</dt>
      <dd>{advice.load}</dd>
      <dt>While asleep</dt>
      <dd>{advice.asleep}</dd>
    </dl>
  </li>
);

const Open = ({ pick }: { pick: (kind: NodeDescription) => void }): ReactElement => {
  const kinds = useNodeList();
  const [source, setSource] = useState('service');
  return (
    <Dialog title="Help me choose" size="large" isOpen onClose={stopHelping}>
      <div className={styles.coach}>
        <RadioGroupField
          label="Where does it come from?"
          value={source}
          options={sources.map(({ id, title }) => ({ id, label: title }))}
          onChange={setSource}
        />
        <ul className={styles.ways} aria-label="What fits" aria-live="polite">
          {waysOf(source, kinds).map(({ advice, kind }) => (
            <Way
              key={kind.type}
              advice={advice}
              kind={kind}
              onPick={() => {
                stopHelping();
                pick(kind);
              }}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  );
};

/** Starts from where something comes from and says what each way to start costs and loses. Mount it once. */
export const TriggerCoach = (): ReactElement | null => {
  const pick = useTriggerCoach((state) => state.pick);
  return pick && <Open pick={pick} />;
};
