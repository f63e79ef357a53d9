/** How this program is started, as far as starting it at login needs it. */
export interface Program {
  platform: NodeJS.Platform;
  /** The executable; for an AppImage the image itself, because what runs is a mount that is gone after a restart. */
  file: string;
}

/** The word a start at login carries: no window is opened for it. */
export const hiddenWord = '--hidden';

/** Of the executable and the AppImage it may have come from. */
export const programOf = (platform: NodeJS.Platform, execPath: string, env: NodeJS.ProcessEnv): Program => ({
  platform,
  file: platform === 'linux' ? (env.APPIMAGE ?? execPath) : execPath,
});

/** Escapes a word of an Exec line as the Desktop Entry Specification wants it. */
const quoteExec = (word: string): string =>
  `"${word
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;

/** What the autostart file of a Linux desktop holds. */
export const autostartFile = ({ file }: Program): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=WhenThen',
    'Comment=Keeps your flows running',
    `Exec=${quoteExec(file)} ${hiddenWord}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Where it belongs, as the XDG Autostart Specification says. */
export const autostartPath = (home: string, env: NodeJS.ProcessEnv): string =>
  `${env.XDG_CONFIG_HOME || `${home}/.config`}/autostart/whenthen.desktop`;

/** Whether a desktop would follow an autostart file; a person may have switched it off in their settings. */
export const isAutostartOn = (text: string | undefined): boolean =>
  text !== undefined && !/^\s*(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(text);

/** What macOS and Windows are told. */
export const loginSettings = (
  { platform, file }: Program,
  on: boolean,
): { openAtLogin: boolean; path?: string; args?: string[] } =>
  platform === 'win32' ? { openAtLogin: on, path: file, args: [hiddenWord] } : { openAtLogin: on };

/** How starting at login stands. */
export type LoginState = 'on' | 'off' | 'needs-approval';

/** What macOS and Windows answer, in our words. */
export const readLoginSettings = (answer: { openAtLogin: boolean; status?: string }): LoginState =>
  answer.status === 'requires-approval' ? 'needs-approval' : answer.openAtLogin ? 'on' : 'off';
