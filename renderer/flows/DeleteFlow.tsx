import type { ReactElement } from 'react';
import { useAction, useCall } from '../client/queries.ts';
import type { FlowCard } from '../client/types.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { toast } from '../ui/toasts.ts';

const runWords = (count: number | undefined): string => {
  if (count === undefined || count === 0) return 'It has no runs.';
  if (count === 1) return 'Its 1 run stays in Activity.';
  return `Its ${count >= 1000 ? '1,000 or more' : count} runs stay in Activity.`;
};

/** Asks before a flow goes to the bin, and says what stays. */
export const DeleteFlow = ({ flow, onClose }: { flow: FlowCard; onClose: () => void }): ReactElement => {
  const { data: runs } = useCall('runs.count', { flow: flow.id });
  const remove = useAction('flows.remove', ['flows.list', 'flows.bin']);
  const restore = useAction('flows.restore', ['flows.list', 'flows.bin']);
  const confirm = (): void =>
    remove.mutate(
      { flow: flow.id },
      {
        onSuccess: ({ id }) =>
          toast({
            tone: 'neutral',
            title: `${flow.name} was deleted`,
            text: 'It stays under Recently deleted for 30 days.',
            action: { label: 'Undo', onPress: () => restore.mutate({ flow: id }) },
          }),
        onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }),
        onSettled: onClose,
      },
    );
  return (
    <ConfirmDialog
      title={`Delete ${flow.name}?`}
      text={
        <>
          {flow.on && 'It is on and stops at once. '}
          {runWords(runs?.count)} You can restore the flow for 30 days.
        </>
      }
      confirmLabel="Delete flow"
      tone="danger"
      isOpen
      isBusy={remove.isPending}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
};
