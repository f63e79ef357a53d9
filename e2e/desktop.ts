import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { findElectron } from '../scripts/electron-binary.mjs';

export { expect };

const top = path.join(import.meta.dirname, '..');

/** Why stories cannot be told in the desktop window here; undefined when they can. */
export const whyNoDesktop = (env: NodeJS.ProcessEnv = process.env): string | undefined => {
  if (findElectron(top) === undefined) return "Electron's program is not here (npm start -- --desktop fetches it)";
  if (process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no screen';
  return undefined;
};

const build = (): void => {
  for (const script of ['scripts/build-screens.mjs', 'scripts/build-desktop.mjs'])
    expect(spawnSync(process.execPath, [script], { cwd: top, stdio: 'inherit' }).status).toBe(0);
};

/** `desktop`: the built app in Electron, with a data folder of its own. `page`: its window. */
export const test = base.extend<{ desktop: ElectronApplication; page: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  desktop: async ({}, use) => {
    build();
    const dataDir = mkdtempSync(path.join(tmpdir(), 'whenthen-desktop-'));
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const executablePath = findElectron(top);
    const desktop = await _electron.launch({
      ...(executablePath !== undefined && { executablePath }),
      args: [...sandbox, path.join(top, 'dist/desktop'), '--data', dataDir, '--hooks-port', '0'],
    });
    await use(desktop);
    await desktop.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },
  page: async ({ desktop }, use) => use(await desktop.firstWindow()),
});
