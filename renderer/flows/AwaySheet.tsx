import type { ReactElement, ReactNode } from 'react';
import { useAction } from '../client/queries.ts';
import type { AwayReport, EventId, MissedTime } from '../client/types.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { toast } from '../ui/toasts.ts';
import styles from './Away.module.css';
import { sayAbsence, sayCaughtUp, sayMoment } from './away-words.ts';

/** Running and skipping missed times, with what became of it. */
const useDecisions = () => {
  const run = useAction('away.runNow');
  const skip = useAction('away.skip');
  const complain = ({ message, fix }: { message: string; fix?: string | undefined }): void => {
    toast({ tone: 'err', title: message, text: fix });
  };
  return {
    isBusy: run.isPending || skip.isPending,
    /** Oldest first, as they would have run. */
    run: (events: readonly EventId[]): void =>
      run.mutate(
        { events: [...events].reverse() },
        {
          onSuccess: ({ runs }) =>
            toast({
              tone: 'ok',
              title: runs.length === 1 ? '1 run started' : `${runs.length} runs started, one after another`,
              text: 'See them in Activity.',
            }),
          onError: complain,
        },
      ),
    skip: (events: readonly EventId[]): void => skip.mutate({ events: [...events] }, { onError: complain }),
  };
};
type Decisions = ReturnType<typeof useDecisions>;

const Part = ({ title, children }: { title: string; children: ReactNode }): ReactElement => (
  <section className={styles.part} aria-label={title}>
    <h3 className={styles.partTitle}>{title}</h3>
    {children}
  </section>
);

const Line = ({ flow, words, children }: { flow: string; words: string; children?: ReactNode }): ReactElement => (
  <li className={styles.line}>
    <div className={styles.words}>
      <bdi className={styles.flow}>{flow}</bdi>
      <span>{words}</span>
    </div>
    {children && <div className={styles.choices}>{children}</div>}
  </li>
);

const Times = ({ times, decide }: { times: readonly MissedTime[]; decide: Decisions }): ReactElement => {
  const { isBusy, run, skip } = decide;
  const able = times.filter(({ canRun }) => canRun).map(({ event }) => event);
  return (
    <>
      <ul>
        {times.map(({ event, flow, dueAt, canRun }) => {
          const due = sayMoment(dueAt);
          return (
            <Line key={event} flow={flow} words={canRun ? `Due ${due}` : `Due ${due}. The flow is off now.`}>
              {canRun && (
                <Button
                  size="small"
                  isDisabled={isBusy}
                  onPress={() => run([event])}
                  aria-label={`Run now: ${flow}, due ${due}`}
                >
                  Run now
                </Button>
              )}
              <Button
                size="small"
                kind="quiet"
                isDisabled={isBusy}
                onPress={() => skip([event])}
                aria-label={`Skip: ${flow}, due ${due}`}
              >
                Skip
              </Button>
            </Line>
          );
        })}
      </ul>
      {times.length > 1 && (
        <div className={styles.all}>
          {able.length > 1 && (
            <Button size="small" isBusy={isBusy} onPress={() => run(able)}>
              {`Run all ${able.length}, one by one`}
            </Button>
          )}
          <Button size="small" kind="quiet" isDisabled={isBusy} onPress={() => skip(times.map(({ event }) => event))}>
            Skip all
          </Button>
        </div>
      )}
    </>
  );
};

interface AwaySheetProps {
  report: AwayReport;
  isOpen: boolean;
  onClose: () => void;
}

/** Everything that happened while nobody looked, each with its choices. */
export const AwaySheet = ({ report, isOpen, onClose }: AwaySheetProps): ReactElement => {
  const decide = useDecisions();
  const { missed, waiting, caughtUp, gaps } = report;
  const absence = sayAbsence(report);
  const isDone = missed.length + waiting.length + caughtUp.length + gaps.length === 0;
  return (
    <Sheet title="While you were away" isOpen={isOpen} onClose={onClose}>
      <div className={styles.sheet}>
        {absence !== '' && <p className={styles.note}>{absence}</p>}
        {isDone && <p>Nothing is left to decide.</p>}
        {waiting.length > 0 && (
          <Part title="Waiting for you">
            <Times times={waiting} decide={decide} />
          </Part>
        )}
        {missed.length > 0 && (
          <Part title="Missed">
            <Times times={missed} decide={decide} />
          </Part>
        )}
        {caughtUp.length > 0 && (
          <Part title="Caught up">
            <ul>
              {caughtUp.map((late) => (
                <Line key={late.event} flow={late.flow} words={sayCaughtUp(late)}>
                  <a className="link" href={`#/activity/${late.run}`} aria-label={`Open the run of ${late.flow}`}>
                    Open the run
                  </a>
                </Line>
              ))}
            </ul>
          </Part>
        )}
        {gaps.length > 0 && (
          <Part title="Cannot be made up for">
            <ul>
              {gaps.map(({ flow, flowId, event, message }) => (
                <Line key={`${flowId} ${event}`} flow={flow} words={message} />
              ))}
            </ul>
          </Part>
        )}
      </div>
    </Sheet>
  );
};
