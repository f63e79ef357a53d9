import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { navigate } from 'wouter/use-hash-location';
import { openPalette, openShortcutSheet } from '../stores/commands.ts';
import { pathOf, railItems } from './rail-items.ts';

/** Whether the person is typing: keys then belong to the text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !/^(button|checkbox|radio|range)$/.test(target.type)));

/** Listens for the keys that work on every screen: the screens by number, the palette and the shortcuts. */
export const useGlobalKeys = (): void => {
  useEffect(() => {
    const unlessTyping =
      (act: () => void) =>
      (event: KeyboardEvent): void => {
        if (isTyping(event.target)) return;
        event.preventDefault();
        act();
      };
    const screens = railItems.map(({ id, kbd }) => [kbd, unlessTyping(() => navigate(pathOf(id)))] as const);
    return tinykeys(window, {
      ...Object.fromEntries(screens),
      '$mod+k': unlessTyping(openPalette),
      'Shift+?': unlessTyping(openShortcutSheet),
    });
  }, []);
};
