import { type ReactElement, useState } from 'react';
import { useAction } from '../../client/queries.ts';
import type { PublicHook } from '../../client/types.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { toast } from '../../ui/toasts.ts';

/** Opens one webhook to the internet. One that checks nobody is asked about first. */
export const OpenSwitch = ({ hook, label }: { hook: PublicHook; label: string }): ReactElement => {
  const [isAsking, setAsking] = useState(false);
  const open = useAction('publicAddress.open', ['publicAddress.hooks', 'publicAddress.status']);
  const set = (isOpen: boolean, anyoneMay = false): void =>
    open.mutate(
      { flow: hook.flowId, node: hook.node, isOpen, anyoneMay },
      {
        onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }),
        onSettled: () => setAsking(false),
      },
    );
  return (
    <>
      <Switch
        label={label}
        isOn={hook.isOpen}
        isBusy={open.isPending}
        onChange={(isOpen) => (isOpen && !hook.isChecked ? setAsking(true) : set(isOpen))}
      />
      <ConfirmDialog
        title="Let anyone start this flow?"
        text="Nothing checks who sends to this webhook. Anyone who comes by its address can start the flow, with whatever they send. If the service signs what it sends, set up the signature check first."
        confirmLabel="Open it to anyone"
        tone="danger"
        isOpen={isAsking}
        isBusy={open.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => set(true, true)}
      />
    </>
  );
};
