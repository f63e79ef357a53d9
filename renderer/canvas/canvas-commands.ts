import type { ReactFlowInstance } from '@xyflow/react';
import { copyToClipboard, cutToClipboard, pasteFromClipboard } from '../pieces/flow-actions/clipboard.ts';
import { focusStep } from '../pieces/flow-actions/cursor.ts';
import { deleteSteps, edgeOf, titleOf } from '../pieces/flow-actions/edit-steps.ts';
import { type FlowCommand, flowCommands, targetStep, targetSteps } from '../pieces/flow-actions/flow-keys.ts';
import { firstStep, lastStep, stepAfter, stepBefore, stepBeside } from '../pieces/flow-actions/walk.ts';
import { edit, useEditor } from '../stores/editor.ts';
import { addNote, disconnect, moveSteps, type Point, removeNote } from '../stores/flow-edits.ts';
import { openStep, selectSteps, useSelection } from '../stores/selection.ts';
import { announce } from '../ui/announcer.ts';
import { setBoard, useBoard } from './board-state.ts';

/** What the commands of the canvas need of it. */
export interface CanvasTools {
  flow: ReactFlowInstance<never, never>;
  tidy: () => void;
  /** Brings everything into sight, or only these steps. */
  show: (ids?: ReadonlySet<string>, largest?: number) => void;
  disarm: () => void;
  /** Shows places without keeping them. */
  showAt: (places: ReadonlyMap<string, Point>, hold: boolean) => void;
  /** The middle of what is in sight. */
  middle: () => Point;
}

type Direction = 'left' | 'right' | 'up' | 'down';
const steps: Readonly<Record<Direction, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

const toward = (step: string, direction: Direction): string | null => {
  const { document } = useEditor.getState();
  if (direction === 'right') return stepAfter(document, step);
  if (direction === 'left') return stepBefore(document, step);
  return stepBeside(document, step, direction);
};

const walk = (direction: Direction, extend: boolean): void => {
  const from = targetStep() ?? firstStep(useEditor.getState().document);
  const next = from === null ? null : toward(from, direction);
  const to = next ?? from;
  if (to === null) return;
  selectSteps(extend ? [...useSelection.getState().steps, ...(from === null ? [] : [from]), to] : [to]);
  focusStep(to);
};

const goTo = (step: string | null): void => {
  if (step === null) return;
  selectSteps([step]);
  focusStep(step);
};

/** Where the steps are that are being moved by keys, before they are put down. */
let moved: Map<string, Point> = new Map();

export const startMoving = (): void => {
  const ids = new Set(targetSteps());
  const starts = new Map<string, Point>(
    useEditor
      .getState()
      .document.nodes.filter(({ id }) => ids.has(id))
      .map(({ id, position }) => [id, position]),
  );
  if (starts.size === 0) return;
  moved = new Map(starts);
  setBoard({ moving: starts });
  announce('Move with the arrow keys. Enter puts it down, Esc takes it back.');
};

export const moveBy = (direction: Direction, distance: number, { showAt }: Pick<CanvasTools, 'showAt'>): void => {
  const by = steps[direction];
  moved = new Map([...moved].map(([id, { x, y }]) => [id, { x: x + by.x * distance, y: y + by.y * distance }]));
  showAt(moved, true);
};

/** Ends moving by keys: the steps stay where they are now, or go back. */
export const endMoving = (keep: boolean, { showAt }: Pick<CanvasTools, 'showAt'>): void => {
  const { moving } = useBoard.getState();
  if (!moving) return;
  const places = keep ? moved : new Map(moving);
  showAt(places, false);
  setBoard({ moving: null });
  const ids = [...moving.keys()];
  const name = ids.length === 1 ? titleOf(ids[0] ?? '') : `${ids.length} steps`;
  if (keep) {
    edit(`move ${name}`, (flow) => moveSteps(flow, places));
    const before = ids[0] === undefined ? null : stepBefore(useEditor.getState().document, ids[0]);
    announce(before === null ? `Moved ${name}` : `Moved ${name}, after ${titleOf(before)}`);
  } else announce(`${name} is back where it was`);
  focusStep(targetStep() ?? ids[0] ?? null);
};

const stepBack = ({ disarm, showAt }: CanvasTools): void => {
  const { moving, armed, selectedEdge } = useBoard.getState();
  if (moving) endMoving(false, { showAt });
  else if (armed) disarm();
  else if (selectedEdge !== null) setBoard({ selectedEdge: null });
  else openStep(null);
};

const deletePicked = (): void => {
  const { selectedEdge } = useBoard.getState();
  const edge = selectedEdge === null ? undefined : edgeOf(selectedEdge);
  const { document } = useEditor.getState();
  const notes = document.notes.filter(({ id }) => useSelection.getState().steps.has(id));
  if (edge) {
    edit(`disconnect ${titleOf(edge.from)} from ${titleOf(edge.to)}`, (flow) => disconnect(flow, { ...edge }));
    setBoard({ selectedEdge: null });
  } else if (notes.length > 0)
    edit(notes.length === 1 ? 'delete a note' : 'delete notes', (flow) => {
      for (const { id } of notes) removeNote(flow, id);
    });
  else deleteSteps(targetSteps());
};

const writeNote = ({ middle }: CanvasTools): void => {
  const id = edit('add a note', (flow) => addNote(flow, middle()));
  selectSteps([id]);
  announce('Added a note');
};

const command = (
  id: string,
  title: string,
  kbd: string,
  keys: readonly string[],
  run: () => void,
  group = 'Canvas',
): FlowCommand => ({ id: `canvas.${id}`, title, group, kbd, keys, run });

const arrowKeys: readonly [Direction, string, string][] = [
  ['right', 'ArrowRight', '→'],
  ['left', 'ArrowLeft', '←'],
  ['up', 'ArrowUp', '↑'],
  ['down', 'ArrowDown', '↓'],
];
const arrowTitles = {
  right: 'Next step',
  left: 'Step before',
  up: 'Step above',
  down: 'Step below',
} as const;

/** Everything the keyboard does on the canvas; the same list fills the command palette and the sheet of shortcuts. */
export const canvasCommands = (tools: CanvasTools): FlowCommand[] => {
  const { flow, tidy, show } = tools;
  const isMoving = (): boolean => useBoard.getState().moving !== null;
  const arrow = (direction: Direction, extend: boolean): void =>
    isMoving() ? moveBy(direction, extend ? 40 : 8, tools) : walk(direction, extend);
  const common = flowCommands().map((known): FlowCommand => {
    if (known.id === 'flow.delete') return { ...known, run: deletePicked };
    if (known.id === 'flow.open') return { ...known, run: () => (isMoving() ? endMoving(true, tools) : known.run()) };
    return known;
  });
  return [
    ...common,
    ...arrowKeys.map(([direction, key, sign]) =>
      command(direction, arrowTitles[direction], sign, [key], () => arrow(direction, false)),
    ),
    ...arrowKeys.map(([direction, key, sign]) => ({
      ...command(
        `extend-${direction}`,
        `Select: ${arrowTitles[direction].toLowerCase()}`,
        `Shift+${sign}`,
        [`Shift+${key}`],
        () => arrow(direction, true),
      ),
      isHidden: true,
    })),
    command('first', 'First step', 'Home', ['Home'], () => goTo(firstStep(useEditor.getState().document))),
    command('last', 'Last step', 'End', ['End'], () => goTo(lastStep(useEditor.getState().document))),
    command('move', 'Move with the arrow keys', 'M', ['m'], startMoving, 'This step'),
    command('note', 'New note', 'N', ['n'], () => writeNote(tools), 'Edit the flow'),
    command('tidy', 'Tidy up', '$mod+Shift+L', ['$mod+Shift+L'], tidy, 'Edit the flow'),
    command('fit', 'Show everything', 'Shift+1', ['Shift+Digit1'], () => show()),
    command('fit-picked', 'Show what is selected', 'Shift+2', ['Shift+Digit2'], () =>
      show(new Set(targetSteps()), 1.2),
    ),
    command('actual', 'Zoom to 100 %', '$mod+0', ['$mod+0'], () => void flow.zoomTo(1)),
    command('in', 'Zoom in', '$mod+=', ['$mod+=', '$mod+Shift+Equal'], () => void flow.zoomIn()),
    command('out', 'Zoom out', '$mod+-', ['$mod+-'], () => void flow.zoomOut()),
    { ...command('back', 'One step back', 'Esc', ['Escape'], () => stepBack(tools)), isHidden: true },
    // The browser itself answers these keys, so that other windows and programs are reached too.
    command('copy', 'Copy steps', '$mod+C', [], () => copyToClipboard(targetSteps()), 'Edit the flow'),
    command('cut', 'Cut steps', '$mod+X', [], () => cutToClipboard(targetSteps()), 'Edit the flow'),
    command('paste', 'Paste steps', '$mod+V', [], pasteFromClipboard, 'Edit the flow'),
  ];
};
