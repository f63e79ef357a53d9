import { app, type BrowserWindow, dialog } from 'electron';
import type { KeptSettings } from './platform/shell-settings.ts';
import { setStartAtLogin, startsAtLogin } from './platform/start-at-login.ts';

/** Asks what closing the window does while flows are on, and keeps the answer; resolves with whether flows go on. */
export const askAboutClosing = async (window: BrowserWindow, settings: KeptSettings): Promise<boolean | null> => {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'Keep your flows running in the background?',
    detail:
      process.platform === 'linux'
        ? 'They go on without a window. Start WhenThen again to see it. You can change this in Settings.'
        : 'They go on without a window; the icon beside the clock opens it again. You can change this in Settings.',
    buttons: ['Keep running', 'Quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
  });
  if (response === 2) return null;
  settings.change({ whenClosed: response === 0 ? 'keep' : 'quit' });
  return response === 0;
};

/** Asks, once in a lifetime and when the first flow is on, whether WhenThen starts at login. */
export const askAboutLogin = async (window: BrowserWindow, settings: KeptSettings): Promise<void> => {
  if (settings.get().askedAboutLogin || startsAtLogin() !== 'off') return;
  settings.change({ askedAboutLogin: true });
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'Start WhenThen when you log in?',
    detail: 'A flow can only run while WhenThen does. No window is opened. You can change this in Settings.',
    buttons: ['Start at login', 'Not now'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) setStartAtLogin(true);
};

/** Says why WhenThen cannot go on, in the words of a fault where there is one. */
export const sayWhyNot = (thrown: unknown): void => {
  const { message, fix } = (thrown ?? {}) as { message?: unknown; fix?: unknown };
  const lines = [message, fix].filter((line): line is string => typeof line === 'string' && line !== '');
  dialog.showErrorBox('WhenThen cannot go on', lines.join('\n\n') || String(thrown));
};

export const showVersion = (): void => {
  void dialog.showMessageBox({
    type: 'info',
    message: `WhenThen ${app.getVersion()}`,
    detail: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}, Node ${process.versions.node}`,
    buttons: ['Close'],
  });
};
