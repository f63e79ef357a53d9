import { createKeybindingsHandler } from 'tinykeys';
import type { Command } from '../../stores/commands.ts';
import { useEditor } from '../../stores/editor.ts';
import { orderSteps } from '../../stores/flow-graph.ts';
import { openStep, selectSteps, useSelection } from '../../stores/selection.ts';
import { ask, pointAtStep } from './asking.ts';
import { startRenaming, useCursor } from './cursor.ts';
import {
  deleteSteps,
  duplicateSteps,
  groupSelected,
  isTrigger,
  moveInLine,
  portsOf,
  redoLast,
  toggleSkip,
  undoLast,
  ungroupSelected,
} from './edit-steps.ts';
import { tryFlow, tryFrom, tryStep } from './try-steps.ts';

/** A command of the editor with the keys that run it while a view of the flow has the focus. */
export interface FlowCommand extends Command {
  /** As tinykeys reads them; the browser itself answers when there are none (copy, cut, paste). */
  keys: readonly string[];
}

/** Keys that only do something while a step is the target. */
const onStep =
  (act: (step: string) => void): (() => void) =>
  () => {
    const step = targetStep();
    if (step !== null) act(step);
  };

/** The step a key is about: where the keyboard is, if that step is still there. */
export const targetStep = (): string | null => {
  const { step } = useCursor.getState();
  const { nodes } = useEditor.getState().document;
  return nodes.some(({ id }) => id === step) ? step : null;
};

/** The steps a key is about: those picked, else the one the keyboard is at. */
export const targetSteps = (): string[] => {
  const there = new Set<string>(useEditor.getState().document.nodes.map(({ id }) => id));
  const picked = [...useSelection.getState().steps].filter((id) => there.has(id));
  const step = targetStep();
  return picked.length > 0 ? picked : step === null ? [] : [step];
};

const command = (
  id: string,
  title: string,
  kbd: string,
  run: () => void,
  more: { group?: string; keys?: readonly string[] } = {},
): FlowCommand => ({ id: `flow.${id}`, title, group: more.group ?? 'This step', kbd, keys: more.keys ?? [kbd], run });

const edits = { group: 'Edit the flow' };

/** What works in every view of a flow. `clipboard` commands are answered by the browser's own events. */
export const flowCommands = (): FlowCommand[] => [
  command(
    'open',
    'Open this step',
    'Enter',
    onStep((step) => openStep(step, null)),
  ),
  command(
    'add-after',
    'Add a step after',
    'A',
    () => {
      const step = targetStep();
      if (step === null || portsOf(step).length > 0)
        ask({
          kind: 'add',
          place: step === null ? { where: 'somewhere' } : { where: 'after', step },
          point: pointAtStep(step ?? ''),
        });
    },
    { keys: ['a'] },
  ),
  command(
    'add-before',
    'Add a step before',
    'Shift+A',
    onStep((step) => {
      if (!isTrigger(step)) ask({ kind: 'add', place: { where: 'before', step }, point: pointAtStep(step) });
    }),
  ),
  command(
    'connect',
    'Connect to…',
    'C',
    onStep((step) => ask({ kind: 'connect', step, point: pointAtStep(step) })),
  ),
  command(
    'disconnect',
    'Disconnect…',
    'X',
    onStep((step) => ask({ kind: 'disconnect', step, point: pointAtStep(step) })),
  ),
  command('rename', 'Rename', 'F2', onStep(startRenaming)),
  command('skip', 'Skip or no longer skip', 'S', () => toggleSkip(targetSteps())),
  command('test-step', 'Test this step', 'T', onStep(tryStep)),
  command(
    'test-from',
    'Test from here',
    'Shift+T',
    onStep((step) => void tryFrom(step)),
  ),
  command('test', 'Test the whole flow', '$mod+Enter', tryFlow, edits),
  command('delete', 'Delete', 'Delete', () => deleteSteps(targetSteps()), { keys: ['Delete', 'Backspace'] }),
  command('duplicate', 'Duplicate', '$mod+D', () => duplicateSteps(targetSteps())),
  command('group', 'Group', '$mod+G', () => groupSelected(targetSteps()), edits),
  command('ungroup', 'Ungroup', '$mod+Shift+G', () => ungroupSelected(targetSteps()), edits),
  command('all', 'Select all', '$mod+A', () => selectSteps(orderSteps(useEditor.getState().document)), edits),
  command('undo', 'Undo', '$mod+Z', undoLast, edits),
  command('redo', 'Do again', '$mod+Shift+Z', redoLast, { ...edits, keys: ['$mod+Shift+Z', '$mod+Y'] }),
  command(
    'up',
    'Move up in the flow',
    'Alt+↑',
    onStep((step) => moveInLine(step, 'up')),
    { keys: ['Alt+ArrowUp'] },
  ),
  command(
    'down',
    'Move down in the flow',
    'Alt+↓',
    onStep((step) => moveInLine(step, 'down')),
    {
      keys: ['Alt+ArrowDown'],
    },
  ),
];

/** Answers the keys of commands, unless someone is typing or the key was for something inside. */
export const listenFor = (commands: readonly FlowCommand[]): ((event: KeyboardEvent) => void) =>
  createKeybindingsHandler(
    Object.fromEntries(
      commands.flatMap(({ keys, run }) =>
        keys.map((key) => [
          key,
          (event: KeyboardEvent) => {
            if (event.defaultPrevented || isElsewhere(event)) return;
            event.preventDefault();
            run();
          },
        ]),
      ),
    ),
  );

/** Whether a key belongs to a text, or to a button inside a step that Enter would press. */
export const isElsewhere = ({ target, key }: KeyboardEvent): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input, textarea, select, [contenteditable]')) return true;
  // Menus and small windows have keys of their own.
  if (target.closest('[role="menu"], [role="dialog"], [role="listbox"]')) return true;
  return target.matches('button, a') && (key === 'Enter' || key === ' ');
};
