import { saveNow } from '../stores/editor.ts';
import { testFlow, useTesting } from '../stores/testing.ts';
import { announce } from '../ui/announcer.ts';
import { toast } from '../ui/toasts.ts';

/** Tries the whole flow and says how it went. What each step made is in the testing store. */
export const testWholeFlow = async (trigger: string): Promise<void> => {
  await saveNow();
  const run = await testFlow(trigger);
  const { fault } = useTesting.getState();
  if (!run) {
    if (fault) toast({ tone: 'err', title: fault.message, text: fault.fix });
    return;
  }
  const steps = run.steps.length === 1 ? '1 step' : `${run.steps.length} steps`;
  if (run.status === 'succeeded') {
    announce(`Test finished, ${steps}, nothing sent`);
    toast({ tone: 'ok', title: 'Test finished. Nothing was sent.', text: `${steps} tried with this example.` });
  } else toast({ tone: 'err', title: run.error?.message ?? 'The test stopped.', text: run.error?.fix });
};
