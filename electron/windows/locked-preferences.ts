import type { WebPreferences } from 'electron';

/** What no window of ours may differ in; checked again for every web contents that comes to be. */
export const lockedPreferences = {
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
} as const satisfies WebPreferences;

/** The names of settings that are not as they must be. One that is not told is as Electron has it, which is as it must be. */
export const loosened = (used: WebPreferences): string[] =>
  Object.entries(lockedPreferences).flatMap(([name, wanted]) => {
    const value = used[name as keyof WebPreferences];
    return value === undefined || value === wanted ? [] : [name];
  });
