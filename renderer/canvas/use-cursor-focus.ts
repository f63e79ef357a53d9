import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import { useCursor } from '../pieces/flow-actions/cursor.ts';
import { firstStep } from '../pieces/flow-actions/walk.ts';
import { useEditor } from '../stores/editor.ts';
import { cardSize } from '../stores/flow-edits.ts';
import { setBoard } from './board-state.ts';

const wantsLessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Frames a card that is in sight may take to be drawn, and those after the canvas moved to one that was not. */
const drawFrames = 3;
const mostFrames = 20;

/** Acts on a card once it is drawn; one that does not come by itself is out of sight, and the canvas moves there. */
const onceThere = (
  find: () => HTMLElement | null,
  act: (card: HTMLElement) => void,
  goThere: () => void,
  frame = 0,
): void => {
  const card = find();
  if (card) act(card);
  else if (frame < mostFrames) {
    if (frame === drawFrames) goThere();
    requestAnimationFrame(() => onceThere(find, act, goThere, frame + 1));
  }
};

const isInside = (card: HTMLElement, view: HTMLElement): boolean => {
  const [inner, outer] = [card.getBoundingClientRect(), view.getBoundingClientRect()];
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  );
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
    const goThere = (): void => {
      const place = useEditor.getState().document.nodes.find(({ id }) => id === step)?.position;
      if (!place) return;
      void flow.setCenter(place.x + cardSize.width / 2, place.y + 56, {
        zoom: flow.getZoom(),
        duration: wantsLessMotion() ? 0 : 160,
      });
    };
    const focus = (card: HTMLElement): void => {
      if (stage.current && !isInside(card, stage.current)) goThere();
      card.focus({ preventScroll: true });
    };
    const find = (): HTMLElement | null =>
      stage.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(step)}"]`) ?? null;
    onceThere(find, focus, goThere);
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
