import { Clock } from 'lucide-react';
import type { ReactElement } from 'react';
import type { SchedulePreview } from '../../client/types.ts';
import styles from './ScheduleBuilder.module.css';
import { describeWait } from './schedule-form.ts';

interface NextRunsProps {
  preview: SchedulePreview;
  zone: string;
}

/** The year is said when it is not this one. */
const formatIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...(at.getFullYear() !== new Date().getFullYear() && { year: 'numeric' }),
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** The next times as the scheduler will fire them, and what changes of the clock do to them. */
export const NextRuns = ({ preview, zone }: NextRunsProps): ReactElement | null => {
  const { next, clockChanges, sentence } = preview;
  const [first] = next;
  if (first === undefined) return null;
  const changed = new Set(clockChanges.map(({ at }) => at));
  return (
    <section aria-label="Next runs" className={styles.next}>
      <p className={styles.sentence}>Runs {sentence}</p>
      <ol className={styles.runs}>
        {next.map((at, index) => (
          <li key={at}>
            <time dateTime={at}>{formatIn(zone, new Date(at))}</time>
            {index === 0 && <span className={styles.soft}> {describeWait(Date.parse(at) - Date.now())}</span>}
            {changed.has(at) && <span className={styles.changed}> clock change</span>}
          </li>
        ))}
      </ol>
      {clockChanges.map(({ at, what }) => (
        <p key={at} className={styles.change}>
          <Clock size={13} aria-hidden="true" />
          {what}
        </p>
      ))}
    </section>
  );
};
