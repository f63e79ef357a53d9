import { create } from 'zustand';
import type { FlowEdge, NodeDescription } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import type { Point } from '../../stores/flow-edits.ts';
import type { WindowPoint } from '../step-picker/PickList.tsx';
import { focusStep } from './cursor.ts';
import { addAfter, addBefore, addBehind, addConnected, addLoose, addSomewhere, insertInto } from './edit-steps.ts';

/** Where a step that is being chosen will go. */
export type AddPlace =
  | { where: 'somewhere' }
  | { where: 'after'; step: string }
  | { where: 'before'; step: string }
  | { where: 'behind'; step: string; port: string }
  | { where: 'into'; edge: FlowEdge }
  | { where: 'at'; at: Point; connect?: { step: string; port: string } | undefined };

/** A question that is open beside a step or a line. */
export type Question =
  | { kind: 'add'; place: AddPlace; point: WindowPoint }
  | { kind: 'connect'; step: string; point: WindowPoint }
  | { kind: 'disconnect'; step: string; point: WindowPoint };

export const useAsking = create<{ question: Question | null }>(() => ({ question: null }));

export const ask = (question: Question): void => useAsking.setState({ question });

/** Closes the question; the focus goes back to the step it was about. */
export const stopAsking = (): void => {
  const { question } = useAsking.getState();
  useAsking.setState({ question: null });
  if (!question) return;
  const step = question.kind === 'add' ? ('step' in question.place ? question.place.step : undefined) : question.step;
  if (step !== undefined) focusStep(step);
};

/** The step whose family decides what is suggested. */
export const stepBeforePlace = (place: AddPlace): string | null => {
  if (place.where === 'after' || place.where === 'behind') return place.step;
  if (place.where === 'into') return place.edge.from;
  if (place.where === 'at') return place.connect?.step ?? null;
  return place.where === 'somewhere' ? (useEditor.getState().document.nodes.at(-1)?.id ?? null) : null;
};

/** Adds a step where it was asked for. */
export const addInPlace = (kind: NodeDescription, place: AddPlace): string => {
  switch (place.where) {
    case 'somewhere':
      return addSomewhere(kind);
    case 'after':
      return addAfter(kind, place.step);
    case 'before':
      return addBefore(kind, place.step);
    case 'behind':
      return addBehind(kind, place.step, place.port);
    case 'into':
      return insertInto(kind, place.edge);
    case 'at':
      return place.connect
        ? addConnected(kind, place.connect.step, place.connect.port, place.at)
        : addLoose(kind, place.at);
  }
};

/** A place in the window beside a step, in whichever view it is shown. */
export const pointAtStep = (step: string): WindowPoint => {
  const box = document.querySelector(`[data-step="${CSS.escape(step)}"]`)?.getBoundingClientRect();
  return box ? { x: Math.min(box.right, window.innerWidth - 40), y: box.top } : { x: window.innerWidth / 2, y: 120 };
};
