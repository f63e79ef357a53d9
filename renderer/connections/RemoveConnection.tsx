import type { ReactElement } from 'react';
import { useAction } from '../client/queries.ts';
import type { CredentialShape } from '../client/types.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { toast } from '../ui/toasts.ts';

const consequence = ({ kind, usedBy, isForPublicAddress }: CredentialShape): string => {
  if (isForPublicAddress)
    return 'The public address signs in with it, so nothing can arrive from the internet without it.';
  if (usedBy.length === 0) return 'No flow uses it.';
  const flows = usedBy.length === 1 ? `The flow ${usedBy[0]} uses it` : `These flows use it: ${usedBy.join(', ')}`;
  return kind === 'secret'
    ? `${flows}. Without it their deliveries are refused.`
    : `${flows}. Without it their web requests fail.`;
};

/** Asks before a secret is forgotten, and says whose runs will miss it. */
export const RemoveConnection = ({
  of: connection,
  onClose,
}: {
  of: CredentialShape;
  onClose: () => void;
}): ReactElement => {
  const remove = useAction('credentials.remove', ['credentials.list']);
  return (
    <ConfirmDialog
      title={`Remove ${connection.name}?`}
      text={`${consequence(connection)} It cannot be brought back; you would have to enter it again.`}
      confirmLabel="Remove connection"
      tone="danger"
      isOpen
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(
          { name: connection.name },
          {
            onSuccess: ({ name }) => toast({ tone: 'neutral', title: `${name} was removed` }),
            onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }),
            onSettled: onClose,
          },
        )
      }
    />
  );
};
