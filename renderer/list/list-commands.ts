import { copyToClipboard, cutToClipboard, pasteFromClipboard } from '../pieces/flow-actions/clipboard.ts';
import { focusStep } from '../pieces/flow-actions/cursor.ts';
import { type FlowCommand, flowCommands, targetStep, targetSteps } from '../pieces/flow-actions/flow-keys.ts';
import { edit } from '../stores/editor.ts';
import { addNote } from '../stores/flow-edits.ts';
import { openStep, selectSteps, useSelection } from '../stores/selection.ts';
import { type OutlineRow, parentStep } from './outline.ts';

const stepsOf = (rows: readonly OutlineRow[]): string[] =>
  rows.flatMap((row) => (row.kind === 'step' ? [row.step] : []));

const moveTo = (step: string | null | undefined, extend: boolean): void => {
  if (step === null || step === undefined) return;
  const from = targetStep();
  selectSteps(extend ? [...useSelection.getState().steps, ...(from === null ? [] : [from]), step] : [step]);
  focusStep(step);
};

const command = (id: string, title: string, kbd: string, keys: readonly string[], run: () => void): FlowCommand => ({
  id: `list.${id}`,
  title,
  group: 'List',
  kbd,
  keys,
  run,
});

/** Everything the keyboard does in the list. */
export const listCommands = (rowsNow: () => readonly OutlineRow[]): FlowCommand[] => {
  const by = (distance: number, extend = false): void => {
    const steps = stepsOf(rowsNow());
    const at = steps.indexOf(targetStep() ?? '');
    moveTo(steps[Math.min(steps.length - 1, Math.max(0, at + distance))], extend);
  };
  return [
    ...flowCommands(),
    command('down', 'Next step', '↓', ['ArrowDown'], () => by(1)),
    command('up', 'Step before', '↑', ['ArrowUp'], () => by(-1)),
    {
      ...command('extend-down', 'Select: next step', 'Shift+↓', ['Shift+ArrowDown'], () => by(1, true)),
      isHidden: true,
    },
    {
      ...command('extend-up', 'Select: step before', 'Shift+↑', ['Shift+ArrowUp'], () => by(-1, true)),
      isHidden: true,
    },
    command('out', 'Out of the branch', '←', ['ArrowLeft'], () =>
      moveTo(parentStep(rowsNow(), targetStep() ?? ''), false),
    ),
    command('in', 'Into the branch', '→', ['ArrowRight'], () => by(1)),
    command('first', 'First step', 'Home', ['Home'], () => moveTo(stepsOf(rowsNow())[0], false)),
    command('last', 'Last step', 'End', ['End'], () => moveTo(stepsOf(rowsNow()).at(-1), false)),
    command('note', 'New note', 'N', ['n'], () => edit('add a note', (flow) => addNote(flow, { x: 0, y: -160 }))),
    { ...command('back', 'One step back', 'Esc', ['Escape'], () => openStep(null)), isHidden: true },
    command('copy', 'Copy steps', '$mod+C', [], () => copyToClipboard(targetSteps())),
    command('cut', 'Cut steps', '$mod+X', [], () => cutToClipboard(targetSteps())),
    command('paste', 'Paste steps', '$mod+V', [], pasteFromClipboard),
  ];
};
