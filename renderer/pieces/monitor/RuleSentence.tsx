import type { ReactElement } from 'react';
import { metricName, metricUnit } from '../../client/monitor.ts';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { useOwnProblem } from '../own-form/own-params.ts';
import styles from './Monitor.module.css';
import { saySeconds } from './monitor-words.ts';
import type { Monitor } from './use-monitor.ts';

const holds = [0, 10, 30, 60, 120, 300, 600, 900, 1800, 3600];
const paces = [1, 5, 10, 30, 60, 300, 900, 3600];
const silences = [120, 300, 600, 1800, 3600, 86_400];

interface SecondsProps {
  label: string;
  value: number;
  usual: readonly number[];
  onChange: (seconds: number) => void;
}

/** One of a few times, or the one that was typed into the file. */
const Seconds = ({ label, value, usual, onChange }: SecondsProps): ReactElement => (
  <SelectField
    label={label}
    isLabelHidden
    size="small"
    value={String(value)}
    options={[...new Set([...usual, value])]
      .sort((a, b) => a - b)
      .map((seconds) => ({ id: String(seconds), label: seconds === 0 ? 'a moment' : saySeconds(seconds) }))}
    onChange={(id) => onChange(Number(id))}
  />
);

/** The rule of a monitor as a sentence whose parts can be changed. */
export const RuleSentence = ({ node, monitor }: { node: string; monitor: Monitor }): ReactElement => {
  const { metric, rule, set } = monitor;
  const unit = metricUnit(metric) || undefined;
  const backProblem = useOwnProblem(node, 'backAt');
  const paceProblem = useOwnProblem(node, 'everySeconds');
  const isTold = rule.noDataMs > 0;
  return (
    <section aria-label="When it starts" className={styles.stack}>
      <div className={styles.sentence}>
        <span>
          When <b>{metricName(metric).toLowerCase().replace('cpu', 'CPU')}</b> goes
        </span>
        <div className={styles.short}>
          <SelectField
            label="Direction"
            isLabelHidden
            size="small"
            value={rule.direction}
            options={[
              { id: 'above', label: 'above' },
              { id: 'below', label: 'below' },
            ]}
            onChange={(direction) => {
              set('direction', direction);
              set('backAt', undefined);
            }}
          />
        </div>
        <div className={styles.number}>
          <NumberField
            label="Limit"
            isLabelHidden
            unit={unit}
            value={rule.limit}
            onChange={(limit) => limit !== null && set('limit', limit)}
          />
        </div>
        <span>for at least</span>
        <div className={styles.short}>
          <Seconds
            label="For at least"
            value={rule.forMs / 1000}
            usual={holds}
            onChange={(seconds) => set('forSeconds', seconds)}
          />
        </div>
      </div>
      <div className={styles.sentence}>
        <span>Then it is quiet until it {rule.direction === 'above' ? 'falls' : 'rises'} to</span>
        <div className={styles.number}>
          <NumberField
            label="Back to normal at"
            isLabelHidden
            unit={unit}
            value={rule.backAt}
            onChange={(backAt) => set('backAt', backAt ?? undefined)}
          />
        </div>
      </div>
      {backProblem !== undefined && <p className={styles.problem}>{backProblem}</p>}
      <div className={styles.sentence}>
        <span>Looked at every</span>
        <div className={styles.short}>
          <Seconds
            label="Looked at every"
            value={rule.everyMs / 1000}
            usual={paces}
            onChange={(seconds) => set('everySeconds', seconds)}
          />
        </div>
      </div>
      {paceProblem !== undefined && <p className={styles.problem}>{paceProblem}</p>}
      <div className={styles.sentence}>
        <CheckboxField
          label={isTold ? 'Tell me when there is no reading for' : 'Tell me when there is no reading'}
          isChecked={isTold}
          onChange={(next) => set('noDataSeconds', next ? 600 : undefined)}
        />
        {isTold && (
          <div className={styles.short}>
            <Seconds
              label="No reading for"
              value={rule.noDataMs / 1000}
              usual={silences}
              onChange={(seconds) => set('noDataSeconds', seconds)}
            />
          </div>
        )}
      </div>
    </section>
  );
};
