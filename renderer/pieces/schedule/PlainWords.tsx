import { type ReactElement, useEffect, useState } from 'react';
import { useCall } from '../../client/queries.ts';
import { TextField } from '../../ui/TextField.tsx';
import type { WhenParams } from './schedule-form.ts';

interface PlainWordsProps {
  zone: string;
  onUnderstood: (when: WhenParams) => void;
}

/** A schedule typed in words; taken over as soon as it is understood, and said back. */
export const PlainWords = ({ zone, onUnderstood }: PlainWordsProps): ReactElement => {
  const [text, setText] = useState('');
  const [taken, setTaken] = useState('');
  const asked = text.trim();
  const { data } = useCall('schedules.preview', { text: asked, zone, count: 1 }, { enabled: asked !== '' });
  const understood = data !== undefined && data.problem === undefined;
  useEffect(() => {
    if (!data || !understood || taken === asked) return;
    setTaken(asked);
    onUnderstood(data.cron === null ? { everySeconds: data.everySeconds ?? undefined } : { cron: data.cron });
  }, [data, understood, asked, taken, onUnderstood]);
  return (
    <TextField
      label="Or type it"
      value={text}
      onChange={setText}
      placeholder="weekdays at 7:30"
      help={asked !== '' && understood ? `Understood: ${data.sentence}` : undefined}
      warning={asked !== '' && data?.problem ? data.problem.message : undefined}
    />
  );
};
