import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The path of Playwright's own Chromium if it was downloaded, else of one on the PATH; undefined when there is none. */
export const findBrowser = (env: NodeJS.ProcessEnv = process.env): string | undefined => {
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  for (const folder of (env.PATH ?? '').split(path.delimiter))
    for (const name of names) {
      const file = path.join(folder, name);
      if (folder !== '' && existsSync(file)) return file;
    }
  return undefined;
};
