import { useEditor } from '../../stores/editor.ts';
import { type Clip, copySteps, type Point } from '../../stores/flow-edits.ts';
import { announce } from '../../ui/announcer.ts';
import { toast } from '../../ui/toasts.ts';
import { deleteSteps, placeCopies } from './edit-steps.ts';

/** Steps on the clipboard: as a kind of their own, and as text that can be pasted into a chat or a file. */
const clipType = 'application/x-whenthen+json';

/** Reads steps out of a text; undefined when it is something else. */
export const readClip = (text: string): Clip | undefined => {
  try {
    const clip = JSON.parse(text) as Partial<Clip> | null;
    const isClip = clip?.format === 'whenthen.steps/1' && Array.isArray(clip.nodes) && Array.isArray(clip.edges);
    return isClip && clip.nodes?.every(({ id, type, position }) => id && type && position) ? (clip as Clip) : undefined;
  } catch {
    return undefined;
  }
};

const clipOf = (ids: readonly string[]): string =>
  JSON.stringify(copySteps(useEditor.getState().document, ids), null, 2);

/** Answers the copy and cut of the browser with the steps that are picked. */
export const handleCopy = (event: ClipboardEvent, ids: readonly string[], isCut: boolean): void => {
  if (ids.length === 0 || !event.clipboardData) return;
  event.preventDefault();
  const text = clipOf(ids);
  event.clipboardData.setData(clipType, text);
  event.clipboardData.setData('text/plain', text);
  if (isCut) deleteSteps(ids);
  else announce(ids.length === 1 ? 'Copied 1 step' : `Copied ${ids.length} steps`);
};

/** Puts the steps of a text into the flow; says so when there are none. True when it did. */
const pasteText = (text: string, placeAt?: Point): boolean => {
  const clip = readClip(text);
  if (!clip || clip.nodes.length === 0) {
    if (text.trim() !== '')
      toast({
        tone: 'info',
        title: 'There are no steps on the clipboard.',
        text: 'Copy steps of a flow to paste them here.',
      });
    return false;
  }
  const left = Math.min(...clip.nodes.map(({ position }) => position.x));
  const top = Math.min(...clip.nodes.map(({ position }) => position.y));
  const offset = placeAt ? { x: placeAt.x - left, y: placeAt.y - top } : { x: 48, y: 48 };
  placeCopies(clip, offset, clip.nodes.length === 1 ? 'paste 1 step' : `paste ${clip.nodes.length} steps`);
  return true;
};

/** Pastes steps where `placeAt` says, or a little beside where they were. */
export const handlePaste = (event: ClipboardEvent, placeAt?: Point): void => {
  const text = event.clipboardData?.getData(clipType) || event.clipboardData?.getData('text/plain') || '';
  if (pasteText(text, placeAt)) event.preventDefault();
};

const refused = (text: string) => (): void => {
  toast({ tone: 'warn', title: 'The browser did not allow this.', text });
};

/** Pastes from a menu, where no paste of the browser is under way. */
export const pasteFromClipboard = (): void => {
  void navigator.clipboard
    .readText()
    .then((text) => pasteText(text), refused('Click on the canvas and use the key for pasting instead.'));
};

/** Cuts steps from a menu. */
export const cutToClipboard = (ids: readonly string[]): void => {
  copyToClipboard(ids);
  deleteSteps(ids);
};

/** Copies steps from a menu, where no copy of the browser is under way. */
export const copyToClipboard = (ids: readonly string[]): void => {
  void navigator.clipboard
    .writeText(clipOf(ids))
    .then(
      () => announce(ids.length === 1 ? 'Copied 1 step' : `Copied ${ids.length} steps`),
      refused('Select the steps and use the key for copying instead.'),
    );
};
