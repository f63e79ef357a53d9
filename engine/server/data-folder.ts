import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the app keeps its data unless told otherwise: the place each system has for it. */
export const defaultDataFolder = (
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string => {
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'WhenThen');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'WhenThen');
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'whenthen');
};
