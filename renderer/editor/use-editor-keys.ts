import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { navigate } from 'wouter/use-hash-location';
import { useCommandStore } from '../stores/commands.ts';
import { redo, undo } from '../stores/editor.ts';
import { announce } from '../ui/announcer.ts';

const isTyping = (event: Event): boolean =>
  event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable="true"]') !== null;

const isInDialog = (event: Event): boolean =>
  event.target instanceof Element &&
  event.target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;

const runCommand = (id: string): void => {
  for (const { commands } of useCommandStore.getState().lists) {
    const command = commands.find((one) => one.id === id);
    if (command) {
      command.run();
      return;
    }
  }
};

/** Keys that count anywhere in the editor. While someone types, only those that no text field uses. */
export const useEditorKeys = (flow: string, view: 'canvas' | 'list'): void => {
  useEffect(() => {
    const unlessTyping =
      (act: () => void) =>
      (event: KeyboardEvent): void => {
        if (isTyping(event) || isInDialog(event)) return;
        event.preventDefault();
        act();
      };
    const say = (verb: string, label: string | undefined): void => {
      if (label !== undefined) announce(`${verb}: ${label}`);
    };
    return tinykeys(window, {
      '$mod+z': unlessTyping(() => say('Undone', undo())),
      '$mod+Shift+z': unlessTyping(() => say('Done again', redo())),
      '$mod+y': unlessTyping(() => say('Done again', redo())),
      '$mod+Enter': (event) => {
        if (isInDialog(event)) return;
        event.preventDefault();
        runCommand('flow.test');
      },
      '$mod+Shift+Enter': (event) => {
        if (isInDialog(event)) return;
        event.preventDefault();
        runCommand('flow.run');
      },
      '$mod+Shift+o': (event) => {
        event.preventDefault();
        navigate(view === 'list' ? `/flows/${flow}` : `/flows/${flow}/list`);
      },
    });
  }, [flow, view]);
};
