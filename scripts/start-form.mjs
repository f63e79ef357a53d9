/** Decides in which form `npm start` shows the app: as a desktop window or in the browser. */

/** Systems Electron is made for. */
const systems = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64']);

/** Words that say by themselves that no window is wanted. */
const noWindow = ['--no-open', '--json', '--browser', '--help', '-h'];

/**
 * The form, and for the browser one line of why unless the person asked for it. `fetch`: the desktop form, once Electron's own
 * program has been fetched.
 *
 * - `hasBinary`: Electron's program is there and of the locked version
 * - `triedBefore`: fetching this version failed before
 */
export const decideForm = ({ words, platform, arch, env, uid, hasBinary, triedBefore }) => {
  const browser = (why) => ({ form: 'browser', why });
  if (words.some((word) => noWindow.includes(word))) return browser(null);
  if (env.CI) return browser('This is a build machine, so WhenThen opens no window.');
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return browser('There is no screen here to open a window on.');
  if (platform === 'linux' && uid === 0)
    return browser('As root the desktop window would run without its sandbox; start WhenThen as yourself for it.');
  if (!systems.has(`${platform}-${arch}`)) return browser(`There is no desktop window for ${platform} on ${arch}.`);
  if (hasBinary) return { form: 'desktop', why: null };
  if (triedBefore && !words.includes('--desktop'))
    return browser('Electron could not be fetched before. For the desktop window: npm start -- --desktop');
  return { form: 'fetch', why: null };
};

/** The words for the app itself: those that only choose the form are taken out. */
export const wordsForApp = (words) => words.filter((word) => word !== '--desktop' && word !== '--browser');
