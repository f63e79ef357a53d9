import type { ReactElement } from 'react';
import { useCall } from '../client/queries.ts';
import type { EventSummary } from '../client/types.ts';
import { runOutcomes, verdictOutcomes, verdictSentence } from '../pieces/history/outcomes.ts';
import { sayTook } from '../pieces/history/time-words.ts';
import { classes } from '../ui/classes.ts';
import styles from './Inbox.module.css';

const tookOf = (startedAt: string | null, finishedAt: string | null): string | null =>
  startedAt === null || finishedAt === null ? null : sayTook(Date.parse(finishedAt) - Date.parse(startedAt));

/** How the run of an event went, and the way to it. */
const RunLine = ({ run: id }: { run: NonNullable<EventSummary['runId']> }): ReactElement => {
  const { data: run } = useCall('runs.show', { run: id });
  const took = run && tookOf(run.startedAt, run.finishedAt);
  return (
    <>
      {run && `${runOutcomes[run.status].word}${took === null ? '' : `, took ${took}`}. `}
      <a href={`#/activity/${id}`} className="link">
        See the run
      </a>
    </>
  );
};

/** What became of an event, and why. */
export const VerdictCard = ({ event }: { event: EventSummary }): ReactElement => {
  const { icon: Icon, tone } = verdictOutcomes[event.verdict];
  return (
    <section aria-label="What became of it" className={classes(styles.verdict, styles[tone])}>
      <Icon size={18} aria-hidden="true" />
      <div>
        <b>{verdictSentence(event.verdict, event.flow)}</b>
        <p>
          {event.verdict !== 'repeat' && event.reason !== null && `${event.reason} `}
          {event.repeatOf !== null && (
            <a href={`#/inbox/${event.repeatOf}`} className="link">
              See the first one
            </a>
          )}
          {event.runId !== null && <RunLine run={event.runId} />}
          {event.verdict === 'bad-signature' && event.flowId !== null && (
            <a href={`#/flows/${event.flowId}`} className="link">
              Check the secret
            </a>
          )}
          {event.verdict === 'flow-off' && event.flowId !== null && (
            <a href={`#/flows/${event.flowId}`} className="link">
              Open the flow
            </a>
          )}
        </p>
      </div>
    </section>
  );
};
