/** Starts the desktop form, and tells whether it came to be at all. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runChild } from './child.mjs';
import { fetchElectron, findElectron, wasTried } from './electron-binary.mjs';
import { decideForm } from './start-form.mjs';

/** A window that has not come by then does not come. */
const readyWithinMs = 30_000;

const say = (line) => process.stderr.write(`whenthen: ${line}\n`);

/** Electron's program when the app is to be shown in a window; undefined for the browser, after saying why in one line. */
export const chooseElectron = async (root, node, words, { env = process.env, platform = process.platform } = {}) => {
  const found = findElectron(root);
  const { form, why } = decideForm({
    words,
    platform,
    arch: process.arch,
    env,
    uid: process.getuid?.(),
    hasBinary: found !== undefined,
    triedBefore: wasTried(root),
  });
  if (form === 'desktop') return found;
  const fetched = form === 'fetch' ? await fetchElectron(root, node) : undefined;
  if (fetched === undefined && (why !== null || form === 'fetch'))
    say(
      why === null
        ? 'Electron could not be fetched, so WhenThen opens in the browser. For the desktop window: npm start -- --desktop'
        : `${why} Use it in the browser.`,
    );
  return fetched;
};

/**
 * Runs the built app in Electron. Resolves with how it ended, or with undefined when it ended, or was ended, before it was ready:
 * then the browser has to do.
 */
export const runDesktop = async (electron, app, words, cwd, { limitMs = readyWithinMs } = {}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'whenthen-start-'));
  const ready = path.join(folder, 'ready');
  const giveUp = new AbortController();
  const timer = setTimeout(() => existsSync(ready) || giveUp.abort(), limitMs);
  try {
    const ended = await runChild(electron, [app, ...words], cwd, {
      env: { ...process.env, WHENTHEN_READY_FILE: ready },
      giveUp: giveUp.signal,
    });
    if (existsSync(ready)) return ended;
    say('The desktop window could not be opened on this computer, so WhenThen opens in the browser.');
    return undefined;
  } finally {
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  }
};
