import { type ComponentType, useEffect } from 'react';
import { create } from 'zustand';

/** Something a person can do, go to or find; listed in the command palette. It always has a visible control too. */
export interface Command {
  id: string;
  /** A verb and its noun: "Turn on Stripe payments". */
  title: string;
  /** The heading it stands under: "Go to", "This step". */
  group: string;
  icon?: ComponentType<{ size?: number | string; 'aria-hidden'?: boolean | 'true' | 'false' }> | undefined;
  /** The key that does the same, as `$mod+K` or `T`. Shown here; the screen that registers the command listens for it. */
  kbd?: string | undefined;
  /** Other words people look for. */
  keywords?: readonly string[] | undefined;
  run: () => void;
  /** Keeps it out of the palette; the list of shortcuts still shows it. */
  isHidden?: boolean | undefined;
}

interface CommandStore {
  /** One list per screen or part that registered, the latest first: what is nearest to the person comes first. */
  lists: readonly { owner: symbol; commands: readonly Command[] }[];
  isPaletteOpen: boolean;
  isShortcutSheetOpen: boolean;
}

/** The commands of everything on screen, and whether the palette or the list of shortcuts is open. */
export const useCommandStore = create<CommandStore>()(() => ({
  lists: [],
  isPaletteOpen: false,
  isShortcutSheetOpen: false,
}));

/** Adds commands until the returned function is called. The same id registered later replaces the earlier one. */
export const registerCommands = (commands: readonly Command[]): (() => void) => {
  const owner = Symbol('commands');
  useCommandStore.setState(({ lists }) => ({ lists: [{ owner, commands }, ...lists] }));
  return () => useCommandStore.setState(({ lists }) => ({ lists: lists.filter((list) => list.owner !== owner) }));
};

/** All commands, the latest registered first, each id once. */
export const flattenCommands = (lists: CommandStore['lists']): Command[] => {
  const seen = new Set<string>();
  return lists
    .flatMap(({ commands }) => commands)
    .filter(({ id }) => {
      const isNew = !seen.has(id);
      seen.add(id);
      return isNew;
    });
};

/** Registers commands while the component is on screen. Keep the list with `useMemo`, or it is registered on each render. */
export const useCommands = (commands: readonly Command[]): void => {
  useEffect(() => registerCommands(commands), [commands]);
};

/** Opens the command palette. */
export const openPalette = (): void => useCommandStore.setState({ isPaletteOpen: true, isShortcutSheetOpen: false });

/** Opens the list of keyboard shortcuts. */
export const openShortcutSheet = (): void =>
  useCommandStore.setState({ isShortcutSheetOpen: true, isPaletteOpen: false });
