import {
  ArrowDown,
  ArrowUp,
  Copy,
  CopyPlus,
  FastForward,
  Link,
  type LucideIcon,
  PenLine,
  Plus,
  StickyNote,
  TestTubeDiagonal,
  Trash2,
  Unlink,
} from 'lucide-react';
import { edit, useEditor } from '../../stores/editor.ts';
import { addNote } from '../../stores/flow-edits.ts';
import type { MenuEntry } from '../../ui/MenuList.tsx';
import { ask, pointAtStep } from './asking.ts';
import { copyToClipboard } from './clipboard.ts';
import { startRenaming } from './cursor.ts';
import {
  canMoveInLine,
  deleteSteps,
  duplicateSteps,
  isTrigger,
  moveInLine,
  portsOf,
  titleOf,
  toggleSkip,
} from './edit-steps.ts';
import { tryFrom, tryStep } from './try-steps.ts';

const entry = (
  id: string,
  label: string,
  icon: LucideIcon,
  onSelect: () => void,
  more: { kbd?: string; disabledReason?: string | undefined; tone?: 'danger' } = {},
): MenuEntry => ({ id, label, icon, onSelect, ...more });

/** Pins an empty comment to a step. */
export const addComment = (step: string): void => {
  const at = useEditor.getState().document.nodes.find(({ id }) => id === step)?.position ?? { x: 0, y: 0 };
  edit(`comment on ${titleOf(step)}`, (flow) => addNote(flow, { x: at.x, y: at.y - 136 }, step));
};

const straight = 'Only steps in a straight line can change places.';

/** What can be done to one step; the same in every view, but for how it is moved. */
export const stepMenu = (step: string, moves: readonly MenuEntry[] | 'in-line'): MenuEntry[] => {
  const isSkipped = useEditor.getState().document.nodes.find(({ id }) => id === step)?.skip === true;
  const starts = isTrigger(step);
  const point = (): { x: number; y: number } => pointAtStep(step);
  const move = (direction: 'up' | 'down', icon: LucideIcon): MenuEntry =>
    entry(`move-${direction}`, `Move ${direction}`, icon, () => moveInLine(step, direction), {
      kbd: direction === 'up' ? 'Alt+↑' : 'Alt+↓',
      disabledReason: canMoveInLine(step, direction) ? undefined : straight,
    });
  return [
    entry('test', 'Test this step', TestTubeDiagonal, () => tryStep(step), { kbd: 'T' }),
    entry('test-from', 'Test from here', FastForward, () => void tryFrom(step), { kbd: 'Shift+T' }),
    'separator',
    entry(
      'add-after',
      'Add a step after',
      Plus,
      () => ask({ kind: 'add', place: { where: 'after', step }, point: point() }),
      {
        kbd: 'A',
        disabledReason: portsOf(step).length === 0 ? 'Nothing comes after this step.' : undefined,
      },
    ),
    entry(
      'add-before',
      'Add a step before',
      Plus,
      () => ask({ kind: 'add', place: { where: 'before', step }, point: point() }),
      {
        kbd: 'Shift+A',
        disabledReason: starts ? 'A flow starts here; nothing comes before it.' : undefined,
      },
    ),
    entry('connect', 'Connect to…', Link, () => ask({ kind: 'connect', step, point: point() }), { kbd: 'C' }),
    entry('disconnect', 'Disconnect…', Unlink, () => ask({ kind: 'disconnect', step, point: point() }), { kbd: 'X' }),
    'separator',
    entry('rename', 'Rename', PenLine, () => startRenaming(step), { kbd: 'F2' }),
    entry('skip', isSkipped ? 'No longer skip this step' : 'Skip this step', FastForward, () => toggleSkip([step]), {
      kbd: 'S',
      disabledReason: starts ? 'A flow starts here.' : undefined,
    }),
    entry('note', 'Add a comment', StickyNote, () => addComment(step)),
    ...(moves === 'in-line' ? [move('up', ArrowUp), move('down', ArrowDown)] : moves),
    'separator',
    entry('duplicate', 'Duplicate', CopyPlus, () => duplicateSteps([step]), { kbd: '$mod+D' }),
    entry('copy', 'Copy', Copy, () => copyToClipboard([step]), { kbd: '$mod+C' }),
    entry('delete', 'Delete', Trash2, () => deleteSteps([step]), { kbd: 'Delete', tone: 'danger' }),
  ];
};
