import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the built app: this file is in `code/` of it, in a checkout's `dist/desktop` and in a package alike. */
const top = fileURLToPath(new URL('..', import.meta.url));

export const places = {
  preload: join(top, 'code', 'preload.cjs'),
  screens: join(top, 'screens'),
  windowIcon: join(top, 'icons', 'icon.png'),
  trayIcon: join(top, 'icons', process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'),
};
