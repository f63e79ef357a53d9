import { type ReactElement, useId, useState } from 'react';
import { call } from '../../client/connection.ts';
import { useCall } from '../../client/queries.ts';
import { toast } from '../../ui/toasts.ts';
import styles from './Monitor.module.css';

/** A number to play with: what it is set to is what the monitor reads. */
export const GaugeSlider = ({ name }: { name: string }): ReactElement => {
  const id = useId();
  const { data } = useCall('gauge.get', { name });
  const [own, setOwn] = useState<number | null>(null);
  const value = own ?? data?.value ?? 0;
  const set = (next: number): void => {
    setOwn(next);
    call('gauge.set', { name, value: next }).catch((fault: Error) => toast({ tone: 'err', title: fault.message }));
  };
  return (
    <div className={styles.gauge}>
      <label htmlFor={id}>Demo gauge</label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        value={value}
        aria-valuetext={`${value} %`}
        onChange={(event) => set(Number(event.currentTarget.value))}
      />
      <span className={styles.gaugeValue}>{value} %</span>
    </div>
  );
};
