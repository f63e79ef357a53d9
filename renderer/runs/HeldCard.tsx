import { CirclePause } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import type { RunDetail, RunStep } from '../client/types.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Cards.module.css';

/** The step that waits for a connection, if one does: its last try failed for it, and it is tried again. */
const heldStep = ({ steps, status }: RunDetail): RunStep | undefined =>
  status === 'waiting'
    ? steps.findLast(
        (step, at) =>
          step.status === 'failed' &&
          step.error?.connection !== undefined &&
          !steps.slice(at + 1).some(({ node, item }) => node === step.node && item === step.item),
      )
    : undefined;

/** Says that a run waits for a connection to be mended, and that nothing is lost. */
export const HeldCard = ({ run }: { run: RunDetail }): ReactElement | null => {
  const [, navigate] = useLocation();
  const step = heldStep(run);
  if (!step?.error) return null;
  const { connection, message, fix } = step.error;
  return (
    <section aria-label="Waiting for a connection" className={styles.decision}>
      <CirclePause size={20} aria-hidden="true" />
      <div className={styles.whyWords}>
        <h2>This run waits for the connection “{connection}”.</h2>
        <p>
          {message} {fix} As soon as the connection works, the run goes on by itself. Nothing is lost.
        </p>
        <div className={styles.ways}>
          <Button kind="primary" onPress={() => navigate('/connections')}>
            Open Connections
          </Button>
        </div>
      </div>
    </section>
  );
};
