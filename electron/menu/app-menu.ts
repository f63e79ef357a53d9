import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuEntry, ShellAct } from './menu-model.ts';

export interface MenuActs {
  chosen: (command: string) => void;
  act: (act: ShellAct) => void;
}

const asItem = (entry: MenuEntry, acts: MenuActs): MenuItemConstructorOptions => {
  if (entry.kind === 'line') return { type: 'separator' };
  if (entry.kind === 'role') return { role: entry.role };
  if (entry.kind === 'menu') return { label: entry.label, submenu: entry.entries.map((inner) => asItem(inner, acts)) };
  if (entry.kind === 'act')
    return {
      label: entry.label,
      click: () => acts.act(entry.act),
      ...(entry.keys !== undefined && { accelerator: entry.keys }),
    };
  return {
    label: entry.label,
    enabled: entry.isEnabled,
    ...(entry.keys !== undefined && { accelerator: entry.keys, registerAccelerator: false }),
    // The page hears its keys itself; a Mac's menu hears them too, and must not do the same a second time.
    click: (_item, _window, { triggeredByAccelerator }) => {
      if (!triggeredByAccelerator) acts.chosen(entry.id);
    },
  };
};

/** Makes this the menu bar of the app. */
export const showMenuBar = (entries: readonly MenuEntry[], acts: MenuActs): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(entries.map((entry) => asItem(entry, acts))));
