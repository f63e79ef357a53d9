import { useMemo } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { type Command, openPalette, openShortcutSheet, useCommands } from '../stores/commands.ts';
import { pathOf, railItems } from './rail-items.ts';

/** Registers what is there on every screen: going to another one, and the palette and shortcuts themselves. */
export const useScreenCommands = (): void => {
  const commands = useMemo<Command[]>(
    () => [
      ...railItems.map(({ id, label, icon, kbd }) => ({
        id: `go.${id}`,
        title: label,
        group: 'Go to',
        icon,
        kbd,
        keywords: ['go to', 'open'],
        run: () => navigate(pathOf(id)),
      })),
      {
        id: 'help.palette',
        title: 'Search or jump to',
        group: 'Help',
        kbd: '$mod+K',
        run: openPalette,
        isHidden: true,
      },
      { id: 'help.shortcuts', title: 'Keyboard shortcuts', group: 'Help', kbd: '?', run: openShortcutSheet },
    ],
    [],
  );
  useCommands(commands);
};
