import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { navigate } from 'wouter/use-hash-location';
import { redoLast, undoLast } from '../pieces/flow-actions/edit-steps.ts';
import { tryFlow } from '../pieces/flow-actions/try-steps.ts';
import { goToRegion } from './regions.ts';

const isTyping = (event: Event): boolean =>
  event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable="true"]') !== null;

const isInDialog = (event: Event): boolean =>
  event.target instanceof Element &&
  event.target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;

/** Keys that count anywhere in the editor. While someone types, only those that no text field uses. */
export const useEditorKeys = (flow: string, view: 'canvas' | 'list', onRun: () => void): void => {
  useEffect(() => {
    // A view that has the focus answers its keys first.
    const unless =
      (busy: (event: Event) => boolean, act: () => void) =>
      (event: KeyboardEvent): void => {
        if (event.defaultPrevented || isInDialog(event) || busy(event)) return;
        event.preventDefault();
        act();
      };
    const never = (): boolean => false;
    return tinykeys(window, {
      '$mod+z': unless(isTyping, undoLast),
      '$mod+Shift+z': unless(isTyping, redoLast),
      '$mod+y': unless(isTyping, redoLast),
      '$mod+Enter': unless(never, tryFlow),
      '$mod+Shift+Enter': unless(never, onRun),
      F6: unless(never, () => goToRegion(1)),
      'Shift+F6': unless(never, () => goToRegion(-1)),
      '$mod+Shift+o': unless(never, () => navigate(view === 'list' ? `/flows/${flow}` : `/flows/${flow}/list`)),
    });
  }, [flow, view, onRun]);
};
