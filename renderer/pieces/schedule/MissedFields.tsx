import type { ReactElement } from 'react';
import { RadioGroupField } from '../../ui/RadioGroupField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { textParam } from './schedule-form.ts';
import type { Schedule } from './use-schedule.ts';

const rules = [
  { id: 'run-once', label: "Run once when it's back" },
  { id: 'skip', label: 'Skip' },
  { id: 'run-all', label: 'Run every missed one', help: 'For counters and backups; 100 at most.' },
  { id: 'ask', label: 'Ask me' },
] as const;

const limits = [
  { id: '60', label: '1 hour' },
  { id: '180', label: '3 hours' },
  { id: '720', label: '12 hours' },
  { id: '1440', label: '1 day' },
  { id: '10080', label: '7 days' },
];

/** What happens to times at which this computer was off or asleep. */
export const MissedFields = ({ schedule: { params, set } }: { schedule: Schedule }): ReactElement => {
  const chosen = textParam(params.missed, 'run-once');
  const minutes = typeof params.missedWithinMinutes === 'number' ? params.missedWithinMinutes : 720;
  const known = limits.some(({ id }) => id === String(minutes));
  const options = known ? limits : [...limits, { id: String(minutes), label: `${minutes} minutes` }];
  return (
    <>
      <RadioGroupField
        label="If this computer is off or asleep then"
        value={rules.find(({ id }) => id === chosen)?.id ?? 'run-once'}
        options={rules}
        onChange={(rule) => set('missed', rule)}
      />
      {chosen !== 'skip' && (
        <SelectField
          label="But only within this long after the planned time"
          value={String(minutes)}
          options={options}
          onChange={(id) => set('missedWithinMinutes', Number(id))}
        />
      )}
    </>
  );
};
