import { app, dialog, type Session, session, shell, type WebContents, type WebPreferences } from 'electron';
import type { Sender } from '../wire/sender.ts';
import { loosened } from './locked-preferences.ts';
import { judgeGoing } from './navigation.ts';
import { mayUse } from './permissions.ts';

/** Shows an address and opens it outside when the person agrees; a page cannot do that by itself. */
const openOutside = async (address: string): Promise<void> => {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Open this address outside of WhenThen?',
    detail: address.length > 500 ? `${address.slice(0, 500)}…` : address,
    buttons: ['Open', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(address);
};

const lockSession = (used: Session): void => {
  used.setPermissionRequestHandler((contents, permission, answer) => answer(mayUse(permission, contents.getURL())));
  used.setPermissionCheckHandler((contents, permission) => mayUse(permission, contents?.getURL() ?? ''));
  used.setDevicePermissionHandler(() => false);
  used.on('will-download', (event, item) => {
    // Screens hand files over as blobs of their own; nothing is fetched from elsewhere.
    if (!item.getURL().startsWith('blob:app://whenthen/')) event.preventDefault();
  });
};

/** Electron can say what a page was made with, but its types do not tell. */
interface Described {
  getLastWebPreferences?(): WebPreferences | null;
}

const lockContents = (contents: WebContents): void => {
  const { getLastWebPreferences } = contents as Described;
  const loose = loosened(getLastWebPreferences?.call(contents) ?? {});
  if (loose.length > 0) throw new Error(`A window was made with other settings than allowed: ${loose.join(', ')}.`);
  const judge = (event: { preventDefault(): void }, address: string): void => {
    const going = judgeGoing(address);
    if (going === 'stay') return;
    event.preventDefault();
    if (going === 'outside') void openOutside(address);
  };
  contents.on('will-navigate', (event) => judge(event, event.url));
  contents.on('will-redirect', (event) => judge(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && event.url !== 'about:srcdoc') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (judgeGoing(url) === 'outside') void openOutside(url);
    return { action: 'deny' };
  });
};

/** Locks every session and every page that is ever made. Call it once, when the app is ready and before any window. */
export const harden = (): void => {
  lockSession(session.defaultSession);
  app.on('session-created', lockSession);
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
};

/** Who sent a message. */
export const senderOf = (
  event: { senderFrame: { url: string; parent: unknown } | null; sender: WebContents },
  ours: WebContents | undefined,
): Sender | null =>
  event.senderFrame && {
    url: event.senderFrame.url,
    isMainFrame: event.senderFrame.parent === null,
    isOurWindow: event.sender === ours,
  };
