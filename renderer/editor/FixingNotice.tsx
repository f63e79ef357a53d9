import { Wrench } from 'lucide-react';
import type { ReactElement } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useAction } from '../client/queries.ts';
import { saveNow, useEditor } from '../stores/editor.ts';
import { stopFixing, useFixing } from '../stores/fixing.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/toasts.ts';

/** Whoever came here to mend a failed run goes back to it in one press, with the flow as it is now. */
export const FixingNotice = (): ReactElement | null => {
  const fixing = useFixing((state) => state.fixing);
  const flow = useEditor(({ flowId }) => flowId);
  const retry = useAction('runs.retry', ['runs.show', 'runs.page', 'runs.count']);
  if (fixing === null || fixing.flow !== flow) return null;
  const go = async (): Promise<void> => {
    await saveNow();
    // The bar says why; a run with the flow as it was would fail again.
    if (useEditor.getState().save !== 'saved') return;
    retry.mutate(
      { run: fixing.run, version: 'current' },
      {
        onSuccess: ({ id }) => {
          stopFixing();
          navigate(`/activity/${id}`);
        },
        onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }),
      },
    );
  };
  return (
    <Banner
      tone="info"
      icon={Wrench}
      title="You are mending a run that failed."
      action={
        <Button size="small" kind="primary" isBusy={retry.isPending} onPress={() => void go()}>
          Retry from step {fixing.step}
        </Button>
      }
      onDismiss={stopFixing}
    >
      {fixing.keptWords}
    </Banner>
  );
};
