import { type ReactElement, useMemo } from 'react';
import { useCall } from '../../client/queries.ts';
import { ComboField } from '../../ui/ComboField.tsx';
import { FilterChips } from '../../ui/FilterChips.tsx';
import { MissedFields } from './MissedFields.tsx';
import { NextRuns } from './NextRuns.tsx';
import { PlainWords } from './PlainWords.tsx';
import styles from './ScheduleBuilder.module.css';
import { changePreset, type Preset } from './schedule-form.ts';
import { useSchedule } from './use-schedule.ts';
import { WhenFields } from './WhenFields.tsx';

const presets: readonly { id: Preset; label: string }[] = [
  { id: 'minutes', label: 'Every … minutes' },
  { id: 'hourly', label: 'Hourly' },
  { id: 'daily', label: 'Daily' },
  { id: 'weekdays', label: 'Weekdays' },
  { id: 'weekly', label: 'Weekly' },
  { id: 'monthly', label: 'Monthly' },
  { id: 'once', label: 'Once' },
  { id: 'custom', label: 'Custom' },
];

/** Tomorrow as a date of this computer, for a single time that is not chosen yet. */
const tomorrow = (): string => {
  const date = new Date(Date.now() + 86_400_000);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
};

/** Stands for the zone of the flow in the list of zones. */
const flowsOwn = '';

/** Everything about when a schedule starts its flow. Shows what the scheduler itself computes, at every change. */
export const ScheduleBuilder = ({ node }: { node: string }): ReactElement => {
  const schedule = useSchedule(node);
  const { form, params, zone, ownZone, flowZone, setForm, setWhen, set } = schedule;
  const { cron, everySeconds, at } = params;
  const question = {
    ...(typeof cron === 'string' && { cron }),
    ...(typeof everySeconds === 'number' && { everySeconds }),
    ...(typeof at === 'string' && { at }),
  };
  const { data } = useCall('schedules.preview', { ...question, zone }, { enabled: form !== null, keepPrevious: true });
  const zones = useMemo(
    () => [
      { id: flowsOwn, label: `Zone of the flow (${flowZone})` },
      ...['UTC', ...Intl.supportedValuesOf('timeZone')].map((id) => ({ id, label: id.replaceAll('_', ' ') })),
    ],
    [flowZone],
  );
  return (
    <div className={styles.builder}>
      <FilterChips<Preset | 'none'>
        label="How often"
        options={presets}
        value={form?.preset ?? 'none'}
        onChange={(preset) => preset !== 'none' && setForm(changePreset(form, preset, tomorrow()))}
      />
      {form && <WhenFields form={form} error={data?.problem?.message} onChange={setForm} />}
      <PlainWords zone={zone} onUnderstood={setWhen} />
      <ComboField
        label="Time zone"
        value={ownZone}
        options={zones}
        allowsCustom={false}
        onChange={(id) => set('timeZone', id === flowsOwn ? undefined : id)}
      />
      {form && data && <NextRuns preview={data} zone={zone} />}
      <MissedFields schedule={schedule} />
      <p className={styles.note}>Works while WhenThen is running and the computer is awake.</p>
    </div>
  );
};
