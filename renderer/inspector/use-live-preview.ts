import { useEffect } from 'react';
import { useEditor } from '../stores/editor.ts';
import { testFlow, useTesting } from '../stores/testing.ts';
import { canTryLive } from './live.ts';
import type { OpenStep } from './use-step.ts';

/** Milliseconds after the last change before a step is tried again by itself; the compiler has looked at it by then. */
const afterMs = 400;

/** Tries the open step again after each change, as long as no service is asked for that: those wait for the button. */
export const useLivePreview = ({ node, trigger, types }: OpenStep): void => {
  const step = node.id;
  useEffect(() => {
    if (trigger === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tryNow = (): void => {
      const { document: flow, inspection } = useEditor.getState();
      const { pinned } = useTesting.getState();
      if (canTryLive({ flow, inspection, types, pinned }, step)) void testFlow(trigger, step);
    };
    const trySoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(tryNow, afterMs);
    };
    const endEdits = useEditor.subscribe((now, before) => {
      // A problem that goes away may be what kept the step from being tried.
      if (now.document !== before.document || now.inspection !== before.inspection) trySoon();
    });
    const endTests = useTesting.subscribe((now, before) => {
      if (now.currentSample !== before.currentSample || now.pinned !== before.pinned) trySoon();
    });
    trySoon();
    return () => {
      clearTimeout(timer);
      endEdits();
      endTests();
    };
  }, [step, trigger, types]);
};
