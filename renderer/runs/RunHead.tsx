import { ChevronLeft, Inbox, ListRestart, PencilLine, RotateCcw, Square, TestTubeDiagonal } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useAction } from '../client/queries.ts';
import type { FaultData, RunDetail } from '../client/types.ts';
import { OutcomePill } from '../pieces/history/OutcomePill.tsx';
import { runOutcomes } from '../pieces/history/outcomes.ts';
import { sayMoment, sayTook } from '../pieces/history/time-words.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { SplitButton } from '../ui/SplitButton.tsx';
import { toast } from '../ui/toasts.ts';
import type { RetryMode } from './RetryDialog.tsx';
import styles from './Run.module.css';
import { spanOf } from './run-steps.ts';
import { saveAsTest, whyNoTest } from './save-as-test.ts';

const numberOf = (run: RunDetail, node: string | null): number =>
  run.nodes.findIndex((known) => known.node === node) + 1;

const Stop = ({ run }: { run: RunDetail }): ReactElement => {
  const [isAsking, setAsking] = useState(false);
  const cancel = useAction('runs.cancel', ['runs.show']);
  return (
    <>
      <Button icon={Square} onPress={() => setAsking(true)}>
        Stop run
      </Button>
      <ConfirmDialog
        title="Stop this run?"
        text="The step that is going on is called off, and no further step begins. What was done already stays done."
        confirmLabel="Stop run"
        isBusy={cancel.isPending}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          cancel.mutate(
            { run: run.id },
            {
              onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }),
              onSettled: () => setAsking(false),
            },
          )
        }
      />
    </>
  );
};

const keepAsTest = async (run: RunDetail): Promise<void> => {
  try {
    toast({
      tone: 'ok',
      title: `Saved as the test “${await saveAsTest(run)}”`,
      text: 'What arrived is an example of the flow now.',
      action: {
        label: 'Open the flow',
        onPress: () => {
          location.hash = `/flows/${run.flowId}`;
        },
      },
    });
  } catch (thrown) {
    const { message, fix } = thrown as FaultData;
    toast({ tone: 'err', title: message, text: fix });
  }
};

const Retry = ({ run, onRetry }: { run: RunDetail; onRetry: (mode: RetryMode) => void }): ReactElement => {
  const number = numberOf(run, run.failedNode);
  const canGoOn = run.status === 'failed' && number > 0;
  const noData = run.dataKept ? undefined : 'What arrived was not kept';
  const everything = {
    id: 'all',
    label: 'Run everything again…',
    icon: ListRestart,
    hint: 'From the start, as a new run',
  };
  return (
    <SplitButton
      label={canGoOn ? `Retry from step ${number}` : 'Run again'}
      icon={RotateCcw}
      onPress={() => onRetry(canGoOn ? 'failed' : 'all')}
      isDisabled={!run.dataKept}
      menuLabel="More ways to run it again"
      items={[
        ...(canGoOn ? [{ ...everything, disabledReason: noData, onSelect: () => onRetry('all') }] : []),
        {
          id: 'edited',
          label: 'Edit the data and run…',
          icon: PencilLine,
          hint: 'From the start, with what arrived corrected',
          disabledReason: noData,
          onSelect: () => onRetry('edited'),
        },
        'separator',
        {
          id: 'test',
          label: 'Save as test',
          icon: TestTubeDiagonal,
          hint: 'The flow has to do the same again',
          disabledReason: whyNoTest(run),
          onSelect: () => void keepAsTest(run),
        },
        {
          id: 'inbox',
          label: 'Show in the Inbox',
          icon: Inbox,
          onSelect: () => {
            location.hash = `/inbox/${run.event}`;
          },
        },
      ]}
    />
  );
};

/** The top of the page: the way back, what the run was about, and how to run it again. */
export const RunHead = ({ run, onRetry }: { run: RunDetail; onRetry: (mode: RetryMode) => void }): ReactElement => (
  <header className={styles.head}>
    <a href="#/activity" className={styles.back}>
      <ChevronLeft size={16} aria-hidden="true" />
      Activity
    </a>
    <h1 className={styles.title} dir="auto">
      {run.headline}
    </h1>
    {run.finishedAt === null ? <Stop run={run} /> : <Retry run={run} onRetry={onRetry} />}
  </header>
);

/** How it stands, of which flow, when, for how long, by which version, and its relatives. */
export const RunLine = ({ run, nowMs }: { run: RunDetail; nowMs: number }): ReactElement => {
  const newer = run.currentVersion !== null && run.currentVersion !== run.version;
  return (
    <p className={styles.facts}>
      <OutcomePill outcome={runOutcomes[run.status]} size="normal" />
      <a href={`#/flows/${run.flowId}`} className={styles.flow}>
        {run.flow}
      </a>
      {run.startedAt !== null && <time dateTime={run.startedAt}>{sayMoment(run.startedAt)}</time>}
      {run.startedAt !== null && (
        <span>
          {run.finishedAt === null ? 'for' : 'took'} {sayTook(spanOf(run, nowMs))}
        </span>
      )}
      <span>
        version {run.version}
        {newer && (
          <>
            {' · '}
            <a href={`#/flows/${run.flowId}`} className="link">
              current is {run.currentVersion}
            </a>
          </>
        )}
      </span>
      {run.retryOf !== null && (
        <a href={`#/activity/${run.retryOf}`} className="link">
          repeats an earlier run
        </a>
      )}
      {run.retriedBy.map((id, place) => (
        <a key={id} href={`#/activity/${id}`} className="link">
          {run.retriedBy.length === 1 ? 'was run again' : `was run again (${place + 1})`}
        </a>
      ))}
      {run.recoveries > 0 && <span>went on after WhenThen ended</span>}
    </p>
  );
};
