import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { app } from 'electron';
import {
  autostartFile,
  autostartPath,
  isAutostartOn,
  type LoginState,
  loginSettings,
  programOf,
  readLoginSettings,
} from './login-item.ts';

const program = () => programOf(process.platform, process.execPath, process.env);
const file = (): string => autostartPath(homedir(), process.env);

const readFileOrNothing = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Whether WhenThen starts at login; null for a copy started from its source code, which would start only Electron. */
export const startsAtLogin = (): LoginState | null => {
  if (!app.isPackaged) return null;
  if (process.platform === 'linux') return isAutostartOn(readFileOrNothing(file())) ? 'on' : 'off';
  const { args } = loginSettings(program(), true);
  return readLoginSettings(app.getLoginItemSettings(args && { args }));
};

export const setStartAtLogin = (on: boolean): void => {
  if (!app.isPackaged) return;
  if (process.platform !== 'linux') app.setLoginItemSettings(loginSettings(program(), on));
  else if (on) {
    mkdirSync(dirname(file()), { recursive: true });
    writeFileSync(file(), autostartFile(program()));
  } else rmSync(file(), { force: true });
};
