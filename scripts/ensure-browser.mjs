/**
 * Sees that there is a Chromium for the stories: one that is there, Playwright's own download, or Debian's package where
 * downloads are not possible and packages may be installed.
 */
import { spawnSync } from 'node:child_process';
import { findBrowser } from '../e2e/find-browser.ts';

const run = (file, args, env = {}) =>
  spawnSync(file, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env }, timeout: 10 * 60_000 }).status ===
  0;

const say = (line) => console.error(`whenthen: ${line}`);

const attempts = [
  () => {
    say('fetching a browser for the tests …');
    return run(process.execPath, [
      'node_modules/@playwright/test/cli.js',
      'install',
      'chromium-headless-shell',
      'chromium',
    ]);
  },
  () => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
    say("installing Debian's Chromium for the tests …");
    run('apt-get', ['update', '-qq']);
    return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
  },
];

if (!findBrowser() && !attempts.some((attempt) => attempt() && findBrowser())) {
  console.error(
    'whenthen: there is no Chromium to test with, and none could be fetched. Install "chromium" with the package manager of this computer and start again.',
  );
  process.exit(1);
}
