import type { ReactElement } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { NumberField } from '../../ui/NumberField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './ScheduleBuilder.module.css';
import type { ScheduleForm } from './schedule-form.ts';

interface WhenFieldsProps {
  form: ScheduleForm;
  error: string | undefined;
  onChange: (form: ScheduleForm) => void;
}

/** Monday first. */
const weekdays = [
  { id: 1, short: 'Mon', name: 'Monday' },
  { id: 2, short: 'Tue', name: 'Tuesday' },
  { id: 3, short: 'Wed', name: 'Wednesday' },
  { id: 4, short: 'Thu', name: 'Thursday' },
  { id: 5, short: 'Fri', name: 'Friday' },
  { id: 6, short: 'Sat', name: 'Saturday' },
  { id: 0, short: 'Sun', name: 'Sunday' },
] as const;

const monthDays = [
  ...Array.from({ length: 31 }, (_, index) => ({ id: String(index + 1), label: `Day ${index + 1}` })),
  { id: '0', label: 'The last day' },
];

const Days = ({ days, onChange }: { days: readonly number[]; onChange: (days: number[]) => void }): ReactElement => (
  <ToggleButtonGroup
    aria-label="Days"
    selectionMode="multiple"
    disallowEmptySelection
    selectedKeys={days}
    onSelectionChange={(keys) => onChange([...keys].map(Number).sort((a, b) => a - b))}
    className={styles.days ?? ''}
  >
    {weekdays.map(({ id, short, name }) => (
      <ToggleButton key={id} id={id} aria-label={name} className={styles.day ?? ''}>
        {short}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);

/** What there is to choose for one kind of schedule. */
export const WhenFields = ({ form, error, onChange }: WhenFieldsProps): ReactElement => {
  const time = (): ReactElement | null =>
    'time' in form ? (
      <div className={styles.time}>
        <TextField label="At" type="time" value={form.time} onChange={(at) => at && onChange({ ...form, time: at })} />
      </div>
    ) : null;
  switch (form.preset) {
    case 'minutes':
      return (
        <NumberField
          label="Every"
          unit="minutes"
          min={0.1}
          max={527_040}
          value={form.every}
          error={error}
          onChange={(every) => every !== null && onChange({ ...form, every })}
        />
      );
    case 'hourly':
      return (
        <NumberField
          label="Minutes past the hour"
          min={0}
          max={59}
          value={form.minute}
          onChange={(minute) => minute !== null && onChange({ ...form, minute })}
        />
      );
    case 'weekly':
      return (
        <div className={styles.row}>
          <Days days={form.days} onChange={(days) => onChange({ ...form, days })} />
          {time()}
        </div>
      );
    case 'monthly':
      return (
        <div className={styles.row}>
          <SelectField
            label="On"
            value={String(form.day)}
            options={monthDays}
            onChange={(day) => onChange({ ...form, day: Number(day) })}
            warning={
              form.day > 28
                ? `Months without a day ${form.day} are left out. "The last day" is in every month.`
                : undefined
            }
          />
          {time()}
        </div>
      );
    case 'once': {
      const [date = '', at = '09:00'] = form.at.split('T');
      return (
        <div className={styles.row}>
          <TextField
            label="On"
            type="date"
            value={date}
            error={error}
            onChange={(day) => day && onChange({ ...form, at: `${day}T${at.slice(0, 5)}` })}
          />
          <div className={styles.time}>
            <TextField
              label="At"
              type="time"
              value={at.slice(0, 5)}
              onChange={(next) => next && onChange({ ...form, at: `${date}T${next}` })}
            />
          </div>
        </div>
      );
    }
    case 'custom':
      return (
        <TextField
          label="Schedule"
          isMono
          value={form.cron}
          error={error}
          help="Minute, hour, day of the month, month, day of the week. A day of the month and a day of the week: either counts."
          onChange={(cron) => onChange({ ...form, cron })}
        />
      );
    default:
      return <>{time()}</>;
  }
};
