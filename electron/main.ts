import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, protocol } from 'electron';
import { sayWhyNot } from './questions.ts';
import { type Shell, startShell } from './shell.ts';
import { readStartWords } from './start-words.ts';
import { linkScheme, readDeepLink, readWords } from './windows/deep-link.ts';
import { readOffered } from './windows/read-offered.ts';
import { scheme } from './windows/scheme.ts';

/** Everything up to `whenReady` happens at once: Electron gets ready without waiting for us. */
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
app.setName('WhenThen');
app.setAppUserModelId('app.whenthen');
const given = process.argv.slice(app.isPackaged ? 1 : 2);
const words = readStartWords(given);
mkdirSync(words.dataDir, { recursive: true, mode: 0o700 });
// What Chromium keeps is part of the one folder, so that each data folder has one app and one window.
app.setPath('userData', join(words.dataDir, 'window'));

let shell: Shell | undefined;
/** Links and files that came before there was a window to show them in. */
const early: string[] = [];

const take = async (word: string): Promise<void> => {
  if (!shell) {
    early.push(word);
    return;
  }
  const offered = word.startsWith(`${linkScheme}:`) ? readDeepLink(word) : await readOffered(word);
  if (offered) shell.offer(offered);
  else shell.show();
};
const takeWords = (list: readonly string[]): void => {
  const { links, files } = readWords(list);
  for (const word of [...links, ...files]) void take(word);
};

let isStopped = false;
/** Stops in good order and ends; `code` says whether it was meant to. */
const end = async (code: number): Promise<void> => {
  await shell?.stop().catch((thrown: unknown) => console.error(thrown));
  isStopped = true;
  if (code === 0) app.quit();
  else app.exit(code);
};

/** Whoever started us now knows that there is a desktop to be on. */
const noteReady = (): void => {
  if (process.env.WHENTHEN_READY_FILE) writeFileSync(process.env.WHENTHEN_READY_FILE, 'ready');
};

const start = async (): Promise<void> => {
  await app.whenReady();
  noteReady();
  try {
    shell = await startShell(words, (fault) => {
      sayWhyNot(fault);
      void end(1);
    });
  } catch (thrown) {
    sayWhyNot(thrown);
    app.exit(1);
    return;
  }
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  for (const word of early.splice(0)) void take(word);
  takeWords(given);
};

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, argv) => {
    shell?.show();
    takeWords(argv.slice(1));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    void take(url);
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    void take(file);
  });
  app.on('activate', () => shell?.show());
  // Flows go on without a window; quitting is decided when it is closed.
  app.on('window-all-closed', () => {});
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void end(0);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  void start();
} else {
  // The one that runs has been told, and shows its window.
  noteReady();
  app.exit(0);
}
