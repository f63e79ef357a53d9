import { ListChecks, RotateCcw } from 'lucide-react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { RunDetail } from '../client/types.ts';
import { stepOutcomes } from '../pieces/history/outcomes.ts';
import { sayClock, sayTook } from '../pieces/history/time-words.ts';
import { classes } from '../ui/classes.ts';
import { doneWords } from './done-words.ts';
import styles from './Run.module.css';
import { doneEffects, type StepLine, spanOf, stepLines } from './run-steps.ts';

/** "14 times", or what became of how many. */
const countWords = (counts: NonNullable<StepLine['counts']>): string => {
  const { succeeded = 0, skipped = 0, failed = 0, started = 0, 'needs-decision': asks = 0 } = counts;
  const number = (count: number): string => count.toLocaleString('en');
  const all = succeeded + skipped + failed + started + asks;
  if (failed > 0) return `${number(failed)} of ${number(all)} failed`;
  if (asks > 0) return `${number(asks)} of ${number(all)} ask`;
  if (started > 0) return `${number(all - started)} done so far`;
  return all === 1 ? '1 item' : `${number(all)} items`;
};

const spent = ({ status, tries, startMs, endMs, isTrigger, last, counts }: StepLine): string => {
  if (status === 'not-reached') return 'not reached';
  if (isTrigger) return '';
  if (counts) return countWords(counts);
  if (last?.status === 'started' && last.did?.kind === 'question') return 'waits for you';
  if (last?.nextAt != null && last.error?.connection !== undefined) return 'held';
  if (last?.nextAt != null) return `goes on ${sayClock(last.nextAt)}`;
  if (tries.length > 1) return `tried ${tries.length} times`;
  if (status === 'skipped') return 'skipped';
  return startMs === null || endMs === null ? '' : sayTook(endMs - startMs);
};

const Bar = ({ line: { startMs, endMs }, span }: { line: StepLine; span: number }): ReactElement => {
  const left = startMs === null ? 0 : Math.min((startMs / span) * 100, 98);
  const width = startMs === null || endMs === null ? 0 : Math.max(((endMs - startMs) / span) * 100, 2);
  return (
    <span aria-hidden="true" className={styles.gantt}>
      {startMs !== null && <i style={{ marginInlineStart: `${left}%`, width: `${Math.min(width, 100 - left)}%` }} />}
    </span>
  );
};

const Line = ({
  line,
  span,
  isPicked,
  onPick,
}: {
  line: StepLine;
  span: number;
  isPicked: boolean;
  onPick: () => void;
}): ReactElement => {
  const { icon: Icon, word } = stepOutcomes[line.status];
  return (
    <li>
      <button
        type="button"
        aria-current={isPicked ? 'step' : undefined}
        data-status={line.status}
        className={classes(styles.step, isPicked && styles.picked)}
        onClick={onPick}
      >
        <Icon size={16} aria-hidden="true" className={styles.stepIcon} />
        <span className={styles.number}>{line.number}</span>
        <b>{line.label}</b>
        <span className="only-read-aloud">, {word}, </span>
        <Bar line={line} span={span} />
        <em>{spent(line)}</em>
      </button>
      {line.tries.length > 1 && !line.counts && (
        <ol className={styles.tries}>
          {line.tries.map((one) => (
            <li key={one.attempt}>
              <RotateCcw size={12} aria-hidden="true" />
              try {one.attempt} · {sayClock(one.startedAt)}
            </li>
          ))}
        </ol>
      )}
    </li>
  );
};

/** As many effects as are read at a glance. */
const doneShown = 12;

interface StepListProps {
  run: RunDetail;
  nowMs: number;
  step: string | undefined;
  onPick: (step: string) => void;
}

/** The steps with what each took, and what is done for good. */
export const StepList = ({ run, nowMs, step, onPick }: StepListProps): ReactElement => {
  const lines = stepLines(run, nowMs);
  const span = spanOf(run, nowMs);
  const done = doneEffects(run);
  const isOver = run.status === 'succeeded';
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + move]?.focus();
  };
  return (
    <section aria-labelledby="run-steps" className={styles.steps}>
      <h2 id="run-steps" className={styles.stepsTitle}>
        Steps
      </h2>
      <ol {...{ onKeyDown }}>
        {lines.map((line) => (
          <Line
            key={line.node}
            line={line}
            span={span}
            isPicked={line.node === step}
            onPick={() => onPick(line.node)}
          />
        ))}
      </ol>
      {done.length > 0 && (
        <div className={styles.done}>
          <ListChecks size={16} aria-hidden="true" />
          <div>
            <b>{isOver ? 'Done by this run:' : 'Already done, will not be repeated:'}</b>
            <ul>
              {done.slice(0, doneShown).map((one) => (
                <li key={`${one.node} ${one.item}`}>{doneWords(one)}</li>
              ))}
            </ul>
            {done.length > doneShown && (
              <p>
                and {(done.length - doneShown).toLocaleString('en')} more
                {run.repeated.length > 0 && ' for other items'}
              </p>
            )}
          </div>
        </div>
      )}
    </section>
  );
};
