import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { TrayAct, TrayEntry } from './tray-model.ts';

const asItem = (entry: TrayEntry, act: (act: TrayAct) => void): MenuItemConstructorOptions => {
  if (entry.kind === 'line') return { type: 'separator' };
  if (entry.kind === 'words') return { label: entry.label, enabled: false };
  if (entry.kind === 'menu') return { label: entry.label, submenu: entry.entries.map((inner) => asItem(inner, act)) };
  return { label: entry.label, click: () => act(entry.act) };
};

/** The icon in the tray or menu bar. Undefined where the desktop has no place for one; nothing depends on it. */
export const openTray = (icon: string, act: (act: TrayAct) => void) => {
  let tray: Tray;
  try {
    const image = nativeImage.createFromPath(icon);
    if (process.platform === 'darwin') image.setTemplateImage(true);
    tray = new Tray(image);
  } catch {
    return undefined;
  }
  tray.setToolTip('WhenThen');
  // Desktops with indicators show the menu only; elsewhere a click opens the window.
  tray.on('click', () => {
    if (process.platform === 'win32') act({ do: 'open' });
  });
  return {
    /** Some desktops take a menu over once, so each change is a new one. */
    show: (entries: readonly TrayEntry[]): void =>
      tray.setContextMenu(Menu.buildFromTemplate(entries.map((entry) => asItem(entry, act)))),
    close: (): void => tray.destroy(),
  };
};
