import type { DryRun } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import { upstreamOf } from '../../stores/flow-graph.ts';
import { pin, testFlow, useTesting } from '../../stores/testing.ts';
import { announce } from '../../ui/announcer.ts';
import { toast } from '../../ui/toasts.ts';
import { isTrigger, titleOf } from './edit-steps.ts';

/** The trigger whose example a step is tried with: one that leads to it, else the first of the flow. */
export const triggerFor = (step: string | null): string | undefined => {
  const { document } = useEditor.getState();
  const before = step === null ? new Set<string>() : upstreamOf(document, step).add(step);
  const triggers = document.nodes.filter(({ id }) => isTrigger(id));
  return (triggers.find(({ id }) => before.has(id)) ?? triggers[0])?.id;
};

const count = (steps: number): string => (steps === 1 ? '1 step' : `${steps} steps`);

/** Tells how a test went: what could not begin or stopped is shown, and so is the end of a test of the whole flow. */
const report = (run: DryRun | undefined, step: string | null): void => {
  const { fault } = useTesting.getState();
  const stopped = run?.error ?? (run ? null : fault);
  const title = step === null ? 'Test' : `Test of ${titleOf(step)}`;
  if (stopped) {
    announce(`${title} stopped`);
    if (step === null) toast({ tone: 'err', title: stopped.message, text: stopped.fix });
    return;
  }
  announce(`${title} finished, ${count(run?.steps.length ?? 0)}, nothing sent`);
  if (step === null)
    toast({
      tone: 'ok',
      title: 'Test finished. Nothing was sent.',
      text: `${count(run?.steps.length ?? 0)} tried with this example.`,
    });
};

const tryUntil = async (step: string | null): Promise<void> => {
  const trigger = triggerFor(step);
  if (trigger === undefined) {
    toast({ tone: 'info', title: 'Nothing starts this flow yet.', text: 'Add a When step first.' });
    return;
  }
  report(await testFlow(trigger, step), step);
};

/** Tries the whole flow; nothing is sent. */
export const tryFlow = (): void => void tryUntil(null);

/** Tries one step, with what it needs of the steps before. */
export const tryStep = (step: string): void => void (isTrigger(step) ? tryUntil(null) : tryUntil(step));

/** Tries a step and all after it with what the steps before it made last time, without asking anybody again. */
export const tryFrom = async (step: string): Promise<void> => {
  const { results, pinned } = useTesting.getState();
  const before = [...upstreamOf(useEditor.getState().document, step)].filter(
    (id) => !isTrigger(id) && results[id]?.output !== undefined && !Object.hasOwn(pinned, id),
  );
  for (const id of before) pin(id, results[id]?.output);
  try {
    await tryUntil(null);
  } finally {
    for (const id of before) pin(id, undefined);
  }
};
