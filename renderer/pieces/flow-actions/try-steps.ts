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

const report = (stopped: boolean, count: number, title: string): void => {
  const { fault } = useTesting.getState();
  if (fault) toast({ tone: 'err', title: fault.message, text: fault.fix });
  else
    announce(
      stopped ? `${title} stopped` : `${title} finished, ${count} ${count === 1 ? 'step' : 'steps'}, nothing sent`,
    );
};

const tryUntil = async (step: string | null): Promise<void> => {
  const trigger = triggerFor(step);
  if (trigger === undefined) {
    toast({ tone: 'info', title: 'Nothing starts this flow yet.', text: 'Add a When step first.' });
    return;
  }
  const run = await testFlow(trigger, step);
  report(run?.status === 'failed', run?.steps.length ?? 0, step === null ? 'Test' : `Test of ${titleOf(step)}`);
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
