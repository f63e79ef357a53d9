import { useMemo, useRef } from 'react';
import { useEditor } from '../../stores/editor.ts';
import { useTesting } from '../../stores/testing.ts';
import { useNodeTypes } from './node-types.ts';
import { keepUnchanged, lookAtSteps, type StepLook } from './step-look.ts';

/** The cards of the flow that is open. A card that shows the same stays the same object, so it need not be drawn again. */
export const useLooks = (): ReadonlyMap<string, StepLook> => {
  const document = useEditor((state) => state.document);
  const inspection = useEditor((state) => state.inspection);
  const results = useTesting((state) => state.results);
  const running = useTesting((state) => state.running);
  const testedFrom = useTesting((state) => state.last?.trigger);
  const types = useNodeTypes();
  const last = useRef<ReadonlyMap<string, StepLook>>(new Map());
  return useMemo(() => {
    last.current = keepUnchanged(
      last.current,
      lookAtSteps({ document, inspection, types, results, running, testedFrom }),
    );
    return last.current;
  }, [document, inspection, types, results, running, testedFrom]);
};
