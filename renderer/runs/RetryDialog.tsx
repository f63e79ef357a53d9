import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { useAction, useCall } from '../client/queries.ts';
import type { InputOf, JsonValue, RunDetail } from '../client/types.ts';
import { Effects } from '../pieces/history/Effects.tsx';
import { useDryRun } from '../pieces/history/use-dry-run.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { RadioGroupField } from '../ui/RadioGroupField.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { doneWords } from './done-words.ts';
import { EditData } from './EditData.tsx';
import styles from './Run.module.css';
import { keptSteps, keptWords } from './retry-words.ts';
import { doneEffects } from './run-steps.ts';

/** `failed` goes on where the run failed, `all` starts over, `edited` starts over with corrected data. */
export type RetryMode = 'failed' | 'all' | 'edited';

type Version = 'ran' | 'current';

interface RetryDialogProps {
  run: RunDetail;
  mode: RetryMode;
  onClose: () => void;
}

/** The question a test answers: what this flow, in this version, would do with this data. */
const useQuestion = (run: RunDetail, version: Version, payload: JsonValue | undefined): InputOf<'runs.dry'> | null => {
  const ran = useCall('flows.version', { flow: run.flowId, version: run.version }, { enabled: version === 'ran' });
  if (payload === undefined) return null;
  const trigger = run.trigger as NonNullable<InputOf<'runs.dry'>['trigger']>;
  if (version === 'current') return { subject: { flow: run.flowId }, trigger, payload };
  if (!ran.data) return null;
  const hasFlow = run.currentVersion !== null;
  return { subject: { document: ran.data.document }, trigger, payload, ...(hasFlow && { permissionsOf: run.flowId }) };
};

const titles: Readonly<Record<RetryMode, string>> = {
  failed: 'Retry from where it failed',
  all: 'Run everything again',
  edited: 'Edit the data and run',
};

/** Says what will run again and what will not, lists what it would do, and only then runs. */
export const RetryDialog = ({ run, mode, onClose }: RetryDialogProps): ReactElement => {
  const [, navigate] = useLocation();
  const hasChoice = run.currentVersion !== null && run.currentVersion !== run.version;
  const [version, setVersion] = useState<Version>(run.currentVersion === null ? 'ran' : 'current');
  const [payload, setPayload] = useState<JsonValue | undefined>(run.payload);
  const found = useDryRun(useQuestion(run, version, payload));
  const retry = useAction('runs.retry', ['runs.show', 'runs.page', 'runs.count']);
  const kept = mode === 'failed' ? keptSteps(run) : new Set<string>();
  const before = doneEffects(run);
  const fault = retry.error ?? (found && 'fault' in found ? found.fault : null);
  const go = (): void =>
    retry.mutate(
      {
        run: run.id,
        version,
        ...(mode === 'all' && { from: 'start' }),
        ...(mode === 'edited' && payload !== undefined && { payload: payload as InputOf<'runs.retry'>['payload'] }),
      },
      {
        onSuccess: ({ id }) => {
          onClose();
          navigate(`/activity/${id}`);
        },
      },
    );
  return (
    <Dialog
      title={titles[mode]}
      isOpen
      onClose={onClose}
      size="large"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            isBusy={retry.isPending}
            isDisabled={payload === undefined || found === null || 'fault' in found}
            onPress={go}
          >
            {mode === 'failed' ? 'Retry' : 'Run for real'}
          </Button>
        </>
      }
    >
      <div className={styles.retry}>
        {fault && (
          <Banner tone="err" title={fault.message}>
            {fault.fix}
          </Banner>
        )}
        {mode === 'edited' && <EditData original={run.payload} onChange={setPayload} />}
        {mode === 'failed' && <p>{keptWords(run, kept)}</p>}
        {mode !== 'failed' && before.length > 0 && (
          <Banner tone="warn" title="This was done already, and would be done once more">
            <ul>
              {before.map((one) => (
                <li key={`${one.node} ${one.item}`}>{doneWords(one)}</li>
              ))}
            </ul>
          </Banner>
        )}
        {hasChoice && (
          <RadioGroupField
            label="With which version of the flow?"
            value={version}
            options={[
              {
                id: 'current',
                label: `As it is now (version ${run.currentVersion})`,
                help: 'With what you changed since.',
              },
              { id: 'ran', label: `As it ran (version ${run.version})` },
            ]}
            onChange={setVersion}
          />
        )}
        {found === null && payload !== undefined && <Skeleton lines={4} />}
        {found && 'run' in found && (
          <Effects run={{ ...found.run, steps: found.run.steps.filter(({ node }) => !kept.has(node)) }} />
        )}
      </div>
    </Dialog>
  );
};
