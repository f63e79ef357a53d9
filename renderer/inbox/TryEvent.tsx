import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { useAction } from '../client/queries.ts';
import type { EventSummary, InputOf } from '../client/types.ts';
import { Effects } from '../pieces/history/Effects.tsx';
import { useDryRun } from '../pieces/history/use-dry-run.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

interface TryEventProps {
  event: EventSummary;
  /** `test` tries the flow as it is being edited; `run` offers to run the version that is on. */
  mode: 'test' | 'run';
  onClose: () => void;
}

/** Tries a flow with what arrived and shows everything it would do; for a real run that is the question before it. */
export const TryEvent = ({ event, mode, onClose }: TryEventProps): ReactElement => {
  const [, navigate] = useLocation();
  const isReal = mode === 'run';
  const input = {
    subject: { flow: event.flowId ?? '', live: isReal },
    trigger: event.node as NonNullable<InputOf<'runs.dry'>['trigger']>,
    payload: event.payload,
  };
  const found = useDryRun(input);
  const start = useAction('runs.start', ['runs.page', 'runs.count']);
  const fault = start.error ?? (found && 'fault' in found ? found.fault : null);
  return (
    <Dialog
      title={isReal ? `Run “${event.flow}” with this?` : `Test of “${event.flow}”`}
      isOpen
      onClose={onClose}
      size="large"
      actions={
        isReal ? (
          <>
            <Button onPress={onClose}>Cancel</Button>
            <Button
              kind="primary"
              isDisabled={found === null || 'fault' in found}
              isBusy={start.isPending}
              onPress={() => start.mutate(input, { onSuccess: ({ id }) => navigate(`/activity/${id}`) })}
            >
              Run for real
            </Button>
          </>
        ) : (
          <Button kind="primary" onPress={onClose}>
            Close
          </Button>
        )
      }
    >
      {fault && (
        <Banner tone="err" title={fault.message}>
          {fault.fix}
        </Banner>
      )}
      {found === null && <Skeleton lines={5} />}
      {found && 'run' in found && (
        <>
          <p className="type-summary">
            {isReal
              ? 'Nothing has been done yet. This is what the version that is on would do.'
              : 'Nothing was sent or saved.'}
          </p>
          <Effects run={found.run} />
        </>
      )}
    </Dialog>
  );
};
