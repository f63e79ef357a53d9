import { BrowserWindow, dialog, ipcMain, screen } from 'electron';
import type { Wire } from '../../engine/contract/wire.ts';
import type { KeptSettings } from '../platform/shell-settings.ts';
import { channels } from '../wire/channels.ts';
import { isTrustedSender } from '../wire/sender.ts';
import { createWindowWire } from '../wire/window-wire.ts';
import { afterGone } from './gone.ts';
import { senderOf } from './harden.ts';
import { lockedPreferences } from './locked-preferences.ts';
import { screenAddress } from './scheme.ts';
import { type Place, placeWindow, smallest } from './window-state.ts';

export interface MainWindowOptions {
  settings: KeptSettings;
  preload: string;
  icon: string;
  hasDevTools: boolean;
  /** Serves the contract on a wire a page opened. */
  serve: (wire: Wire) => void;
  /** The person closes it; true when it may close. */
  mayClose: (window: BrowserWindow) => boolean;
}

/** The one window of the app, which may be closed and come back. */
export interface MainWindow {
  /** Shows it, at a screen if one is named; a window that is there already stays as it is otherwise. */
  show(route?: string): void;
  current(): BrowserWindow | undefined;
  isLookedAt(): boolean;
}

const placesNow = (last: number | null): [Place, ...Place[]] => {
  const main = screen.getPrimaryDisplay();
  const all = [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)];
  const [first = main, ...rest] = all.toSorted((a, b) => Number(b.id === last) - Number(a.id === last));
  return [first, ...rest];
};

/** Keeps where the window is, for the display it is on. */
const keepState = (window: BrowserWindow, settings: KeptSettings): void => {
  const bounds = window.getNormalBounds();
  const display = screen.getDisplayMatching(bounds).id;
  const { windows } = settings.get();
  const state = { bounds, isMaximized: window.isMaximized() };
  settings.change({ windows: { ...windows, [display]: state }, lastDisplay: display });
};

/** What a page that ended leaves to the person: it comes back when they say so. The engine knows nothing of it. */
const watchGone = (window: BrowserWindow): void => {
  let lastMs = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    const nowMs = performance.now();
    const after = afterGone(reason, nowMs - lastMs);
    lastMs = nowMs;
    if (!after.ask || window.isDestroyed()) return;
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: 'This window stopped working.',
      detail: after.detail,
      buttons: ['Reload', 'Close the window'],
      defaultId: 0,
      cancelId: 1,
    });
    if (window.isDestroyed()) return;
    if (response === 0) window.webContents.reload();
    else window.destroy();
  });
};

export const createMainWindow = (options: MainWindowOptions): MainWindow => {
  const { settings, preload, icon, hasDevTools, serve, mayClose } = options;
  let window: BrowserWindow | undefined;
  const wire = createWindowWire(
    {
      send: (channel, text) => {
        if (window && !window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(channel, text);
      },
    },
    serve,
  );
  const hear = (channel: string, act: (text: unknown) => void): void => {
    ipcMain.on(channel, (event, text: unknown) => {
      if (isTrustedSender(senderOf(event, window?.webContents))) act(text);
    });
  };
  hear(channels.open, wire.open);
  hear(channels.message, wire.receive);
  hear(channels.close, wire.gone);

  const open = (route: string | undefined): void => {
    const { bounds, isMaximized } = placeWindow(settings.get().windows, placesNow(settings.get().lastDisplay));
    const made = new BrowserWindow({
      ...bounds,
      minWidth: smallest.width,
      minHeight: smallest.height,
      title: 'WhenThen',
      icon,
      show: false,
      webPreferences: { ...lockedPreferences, preload, devTools: hasDevTools, spellcheck: false },
    });
    window = made;
    if (isMaximized) made.maximize();
    made.once('ready-to-show', () => made.show());
    made.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) wire.gone();
    });
    made.webContents.on('render-process-gone', wire.gone);
    watchGone(made);
    made.on('close', (event) => {
      keepState(made, settings);
      if (!mayClose(made)) event.preventDefault();
    });
    made.on('closed', () => {
      wire.gone();
      if (window === made) window = undefined;
    });
    void made.loadURL(screenAddress(route));
  };

  return {
    show: (route) => {
      if (!window) {
        open(route);
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    current: () => window,
    isLookedAt: () => window?.isFocused() ?? false,
  };
};
