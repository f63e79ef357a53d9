import { Zap } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../client/connection.ts';
import type { DryRun, FaultData } from '../client/types.ts';
import { saveNow, useEditor } from '../stores/editor.ts';
import { payloadOf, testFlow, useTesting } from '../stores/testing.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { toast } from '../ui/toasts.ts';
import styles from './EditorBar.module.css';
import { effectsOf } from './effects.ts';

interface RunForRealProps {
  trigger: string;
  onClose: () => void;
}

const start = async (trigger: string): Promise<void> => {
  const { flowId, document, inspection } = useEditor.getState();
  if (flowId === null) return;
  const payload = payloadOf(document, inspection, useTesting.getState().currentSample, trigger);
  const run = await call('runs.start', { subject: { flow: flowId }, trigger, payload });
  const failed = run.status === 'failed';
  toast({
    tone: failed ? 'err' : 'ok',
    title: failed ? (run.error?.message ?? 'It stopped.') : 'Done for real.',
    action: { label: 'See what happened', onPress: () => navigate(`/activity/${run.id}`) },
  });
};

/** Asks before a flow is run for real: lists what it will do, from a test with the same example. */
export const RunForReal = ({ trigger, onClose }: RunForRealProps): ReactElement => {
  const [tried, setTried] = useState<DryRun | null>(null);
  const [fault, setFault] = useState<FaultData | null>(null);
  const [isRunning, setRunning] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void saveNow()
      .then(() => testFlow(trigger))
      .then((run) => {
        if (!isCurrent) return;
        setTried(run ?? null);
        setFault(run ? run.error : useTesting.getState().fault);
      });
    return () => {
      isCurrent = false;
    };
  }, [trigger]);
  const effects = tried ? effectsOf(tried) : [];
  const run = (): void => {
    setRunning(true);
    start(trigger)
      .then(onClose)
      .catch((thrown: FaultData) => setFault(thrown))
      .finally(() => setRunning(false));
  };
  return (
    <Dialog
      title="Run for real?"
      isOpen
      onClose={onClose}
      size="medium"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            icon={Zap}
            isBusy={isRunning}
            isDisabled={tried === null || fault !== null}
            onPress={run}
          >
            Run for real
          </Button>
        </>
      }
    >
      {tried === null && fault === null && <Skeleton lines={3} />}
      {fault !== null && (
        <Banner tone="err" title={fault.message}>
          {fault.fix}
        </Banner>
      )}
      {tried !== null && fault === null && effects.length === 0 && <p>With this example it changes nothing.</p>}
      {effects.length > 0 && fault === null && (
        <>
          <p>With this example it will:</p>
          <ul className={styles.effects}>
            {effects.map(({ node, label, sentence }) => (
              <li key={node} className={styles.effect}>
                <b>{sentence}</b>
                <span>{label}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
};
