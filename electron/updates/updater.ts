import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { DesktopSettings } from '../../engine/contract/desktop.ts';
import { isNewer, whyNoUpdates } from './may-update.ts';

export interface Updater {
  state(): DesktopSettings['update'];
  /** Installs what was downloaded; call it when everything has stopped in good order. */
  install(): void;
  stop(): void;
}

const lookEveryMs = 6 * 3_600_000;

const readConfig = (): string | undefined => {
  try {
    return readFileSync(join(process.resourcesPath, 'app-update.yml'), 'utf8');
  } catch {
    return undefined;
  }
};

/**
 * Looks for newer versions, downloads them quietly and waits for the person. A copy that could not check who made an update does
 * not look at all.
 */
export const startUpdater = async (changed: () => void): Promise<Updater> => {
  let state: DesktopSettings['update'] = { state: 'current', version: null, why: null };
  const become = (next: Partial<DesktopSettings['update']>): void => {
    state = { state: 'current', version: null, why: null, ...next };
    changed();
  };
  const why = whyNoUpdates({ isPackaged: app.isPackaged, platform: process.platform, config: readConfig() });
  if (why !== null) return { state: () => ({ state: 'none', version: null, why }), install: () => {}, stop: () => {} };

  // Only a copy that may update itself loads what does it.
  const { autoUpdater } = (await import('electron-updater')).default;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.allowPrerelease = false;
  autoUpdater.disableWebInstaller = true;
  const failed = (error: Error): void => become({ state: 'failed', why: error.message.split('\n', 1)[0] ?? null });
  autoUpdater.on('error', failed);
  autoUpdater.on('update-available', ({ version }) => {
    if (isNewer(version, app.getVersion())) autoUpdater.downloadUpdate().catch(failed);
  });
  autoUpdater.on('update-not-available', () => become({ state: 'current' }));
  autoUpdater.on('update-downloaded', ({ version }) => become({ state: 'ready', version }));
  const look = (): void => {
    if (state.state === 'ready') return;
    become({ state: 'looking' });
    autoUpdater.checkForUpdates().catch(failed);
  };
  look();
  const timer = setInterval(look, lookEveryMs);
  return {
    state: () => state,
    install: () => autoUpdater.quitAndInstall(),
    stop: () => clearInterval(timer),
  };
};
