import { CloudOff } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useCall } from '../client/queries.ts';
import type { RunDetail, RunId } from '../client/types.ts';
import { Banner } from '../ui/Banner.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { DecisionCard } from './DecisionCard.tsx';
import { HeldCard } from './HeldCard.tsx';
import { QuestionCards } from './QuestionCard.tsx';
import { RetryDialog, type RetryMode } from './RetryDialog.tsx';
import styles from './Run.module.css';
import { RunHead, RunLine } from './RunHead.tsx';
import { RunPicture } from './RunPicture.tsx';
import { firstLook } from './run-steps.ts';
import { StepDetail } from './StepDetail.tsx';
import { StepList } from './StepList.tsx';
import { WhyCard } from './WhyCard.tsx';

const tickMs = 500;

/** The time, going on only while something is watched. */
const useNow = (isTicking: boolean): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
};

/** One run: how it went, why it stopped, what each step got and did, and how to go on. */
export const RunScreen = ({ run: id }: { run: string }): ReactElement => {
  const [, navigate] = useLocation();
  const { data: run, error } = useCall('runs.show', { run: id as RunId });
  if (error)
    return (
      <EmptyState
        icon={CloudOff}
        title="This run is not there any more"
        text={error.message}
        primary={{ label: 'Back to Activity', onPress: () => navigate('/activity') }}
      />
    );
  if (!run)
    return (
      <div className={styles.page}>
        <h1 className="only-read-aloud">Run</h1>
        <Skeleton lines={8} />
      </div>
    );
  return <Loaded key={run.id} run={run} />;
};

const Loaded = ({ run }: { run: RunDetail }): ReactElement => {
  const now = useNow(run.finishedAt === null);
  const [picked, setPicked] = useState<string>();
  const [view, setView] = useState<'steps' | 'canvas'>('steps');
  const [retrying, setRetrying] = useState<RetryMode | null>(null);
  const step = picked ?? firstLook(run);
  return (
    <div className={styles.screen}>
      <RunHead run={run} onRetry={setRetrying} />
      <div className={styles.page}>
        <div className={styles.line}>
          <RunLine run={run} nowMs={now} />
          <Segmented
            label="How to show the steps"
            value={view}
            options={[
              { id: 'steps', label: 'Steps' },
              { id: 'canvas', label: 'Canvas' },
            ]}
            onChange={setView}
          />
        </div>
        {run.status === 'failed' && <WhyCard run={run} onRetry={setRetrying} />}
        {run.status === 'needs-decision' && <DecisionCard run={run} />}
        <QuestionCards run={run} />
        <HeldCard run={run} />
        {!run.dataKept && (
          <Banner tone="info" title="The data of this run was not kept">
            Its flow is set to keep no data, so what arrived and what steps made is left blank here.
          </Banner>
        )}
        {view === 'canvas' && <RunPicture run={run} step={step} onPick={setPicked} />}
        <div className={view === 'canvas' ? styles.below : styles.split}>
          {view === 'steps' && <StepList run={run} nowMs={now} step={step} onPick={setPicked} />}
          {step !== undefined && <StepDetail key={step} run={run} step={step} />}
        </div>
      </div>
      {retrying !== null && <RetryDialog run={run} mode={retrying} onClose={() => setRetrying(null)} />}
    </div>
  );
};
