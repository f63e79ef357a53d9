import { useCallback, useEffect, useRef } from 'react';
import type { StepLook } from '../pieces/step-card/step-look.ts';
import { useEditor } from '../stores/editor.ts';
import type { Point } from '../stores/flow-edits.ts';
import { useSelection } from '../stores/selection.ts';
import { announce } from '../ui/announcer.ts';
import { toast } from '../ui/toasts.ts';
import { commitTidy, findTidyPlaces } from './tidy.ts';

const glideMs = 200;
/** Beyond this many steps there is nothing to follow with the eyes, and frames would be lost. */
const mostGliding = 120;

const ease = (at: number): number => 1 - (1 - at) ** 3;

const glide = (
  from: ReadonlyMap<string, Point>,
  to: ReadonlyMap<string, Point>,
  showAt: (places: ReadonlyMap<string, Point>, hold: boolean) => void,
): Promise<void> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const step = (): void => {
      const at = Math.min(1, (performance.now() - startedAt) / glideMs);
      const part = ease(at);
      showAt(
        new Map(
          [...to].map(([id, end]) => {
            const start = from.get(id) ?? end;
            return [id, { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part }];
          }),
        ),
        at < 1,
      );
      if (at < 1) requestAnimationFrame(step);
      else resolve();
    };
    step();
  });

/** Lays the flow out, or the steps picked, and lets the cards glide there. */
export const useTidy = (
  looks: ReadonlyMap<string, StepLook>,
  showAt: (places: ReadonlyMap<string, Point>, hold: boolean) => void,
): (() => void) => {
  // Asked for when it is needed, so that what hangs on this stays the same while cards change.
  const looksNow = useRef(looks);
  useEffect(() => {
    looksNow.current = looks;
  }, [looks]);
  return useCallback(() => {
    const tidy = async (): Promise<void> => {
      const moves = await findTidyPlaces(looksNow.current, [...useSelection.getState().steps]);
      if (!moves) return;
      const { document } = useEditor.getState();
      const from = new Map<string, Point>(
        [...document.nodes, ...document.notes].map(({ id, position }) => [id, position]),
      );
      if ([...moves].every(([id, { x, y }]) => from.get(id)?.x === x && from.get(id)?.y === y)) {
        announce('It is tidy already');
        return;
      }
      const isStill = moves.size > mostGliding || matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (!isStill) await glide(from, moves, showAt);
      if (useEditor.getState().document === document) commitTidy(moves);
    };
    tidy().catch(() =>
      toast({ tone: 'err', title: 'The steps could not be tidied up.', text: 'Nothing was moved. Try again.' }),
    );
  }, [showAt]);
};
