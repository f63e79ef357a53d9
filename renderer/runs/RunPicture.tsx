import type { ReactElement } from 'react';
import { useCall } from '../client/queries.ts';
import type { RunDetail, StepStatus } from '../client/types.ts';
import { FlowPicture } from '../pieces/flow-picture/FlowPicture.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './Run.module.css';
import { statusOf } from './run-steps.ts';

const fates = {
  started: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  skipped: 'skipped',
  'needs-decision': 'failed',
} as const satisfies Record<StepStatus, string>;

/** The version that ran as a picture, each step as it fared. */
export const RunPicture = ({
  run,
  step,
  onPick,
}: {
  run: RunDetail;
  step: string | undefined;
  onPick: (step: string) => void;
}): ReactElement => {
  const { data, error } = useCall('flows.version', { flow: run.flowId, version: run.version });
  if (error) return <p className={styles.quiet}>{error.message}</p>;
  if (!data) return <Skeleton lines={5} />;
  const statuses = {
    [run.trigger]: 'succeeded' as const,
    ...Object.fromEntries(
      run.nodes.flatMap(({ node }) => {
        const status = statusOf(run, node);
        return status ? [[node, fates[status]]] : [];
      }),
    ),
  };
  return (
    <div className={styles.picture}>
      <FlowPicture
        document={data.document}
        inspection={data.inspection}
        label={`${run.flow}, version ${run.version}, as it ran`}
        statuses={statuses}
        activeStep={step ?? null}
        onPick={onPick}
      />
    </div>
  );
};
