/**
 * Makes installers for this computer's system from the built screens: `npm run package`, with words for electron-builder
 * (`--dir` for the folder alone). Needs Electron's program of that system, which electron-builder fetches.
 *
 * A copy that may update itself has to be made with WHENTHEN_UPDATES_URL (https, where the packages are put), and on Windows with
 * WHENTHEN_PUBLISHER (the name in the certificate); then it has to be signed, or nothing is made.
 */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDesktop } from './build-desktop.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What is added to electron-builder.yml for updates; throws with a sentence when it would not be safe. */
export const updateSettings = (env, platform) => {
  const url = env.WHENTHEN_UPDATES_URL;
  if (!url) return { publish: null };
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
    throw new Error('WHENTHEN_UPDATES_URL has to begin with https://.');
  if (platform === 'linux') return { publish: null };
  const publisher = env.WHENTHEN_PUBLISHER;
  if (platform === 'win32' && !publisher)
    throw new Error('Without WHENTHEN_PUBLISHER nobody could tell a genuine update from another file.');
  return {
    publish: { provider: 'generic', url },
    forceCodeSigning: true,
    ...(platform === 'win32' && {
      win: { signtoolOptions: { publisherName: [publisher] }, verifyUpdateCodeSignature: true },
    }),
  };
};

const main = async () => {
  const { build, createTargets, Platform } = await import('electron-builder');
  const words = process.argv.slice(2);
  const settings = updateSettings(process.env, process.platform);
  if (settings.publish === null) console.error('whenthen: this copy will not update itself (see scripts/package.mjs).');
  await ensureDesktop();
  const targets = words.includes('--dir')
    ? createTargets([Platform.current()], 'dir', process.arch)
    : createTargets([Platform.current()], null, process.arch);
  // What stands in electron-builder.yml is read by electron-builder itself.
  await build({ projectDir: root, targets, config: settings, publish: 'never' });
};

// Tests import this file; a checkout may be reached through a link.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  main().catch((error) => {
    console.error(`whenthen: no package was made: ${error.message}. Electron itself is fetched from github.com.`);
    process.exit(1);
  });
