import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import { useCursor } from '../pieces/flow-actions/cursor.ts';
import { firstStep } from '../pieces/flow-actions/walk.ts';
import { useEditor } from '../stores/editor.ts';
import { cardSize } from '../stores/flow-edits.ts';
import { setBoard } from './board-state.ts';

const wantsLessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Tries on the next frames: a card that was out of sight is drawn a moment after the canvas moved there. */
const onceThere = (find: () => HTMLElement | null, act: (element: HTMLElement) => void, tries = 20): void => {
  const element = find();
  if (element) act(element);
  else if (tries > 0) requestAnimationFrame(() => onceThere(find, act, tries - 1));
};

/** Gives the focus to the step it is wanted at, bringing it into sight first, and flashes what an undo changed. */
export const useCursorFocus = (stage: RefObject<HTMLElement | null>): void => {
  const flow = useReactFlow();
  const wanted = useCursor((cursor) => cursor.wanted);
  const first = useRef(wanted);
  const touched = useEditor((state) => state.touched);

  useEffect(() => {
    if (first.current === wanted) return;
    const { step } = useCursor.getState();
    if (step === null) {
      stage.current?.focus({ preventScroll: true });
      return;
    }
    onceThere(
      () => stage.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(step)}"]`) ?? showAndWait(),
      (element) => {
        bringIntoSight(element);
        element.focus({ preventScroll: true });
      },
    );
    function showAndWait(): null {
      const place = useEditor.getState().document.nodes.find(({ id }) => id === step)?.position;
      if (place) void flow.setCenter(place.x + cardSize.width / 2, place.y + 56, { zoom: flow.getZoom() });
      return null;
    }
    function bringIntoSight(element: HTMLElement): void {
      const [card, view] = [element.getBoundingClientRect(), stage.current?.getBoundingClientRect()];
      if (!view) return;
      const isInside =
        card.left >= view.left && card.right <= view.right && card.top >= view.top && card.bottom <= view.bottom;
      const place = useEditor.getState().document.nodes.find(({ id }) => id === step)?.position;
      if (!isInside && place)
        void flow.setCenter(place.x + cardSize.width / 2, place.y + 56, {
          zoom: flow.getZoom(),
          duration: wantsLessMotion() ? 0 : 160,
        });
    }
  }, [wanted, flow, stage]);

  useEffect(() => {
    if (touched.count === 0 || touched.nodes.length === 0) return undefined;
    setBoard({ flashing: new Set(touched.nodes) });
    const timer = setTimeout(() => setBoard({ flashing: new Set() }), 900);
    return () => clearTimeout(timer);
  }, [touched]);

  // Tab always finds one step.
  const nodes = useEditor((state) => state.document.nodes);
  const cursor = useCursor((state) => state.step);
  useEffect(() => {
    if (!nodes.some(({ id }) => id === cursor)) {
      const step = firstStep(useEditor.getState().document);
      if (step !== cursor) useCursor.setState({ step });
    }
  }, [nodes, cursor]);
};
