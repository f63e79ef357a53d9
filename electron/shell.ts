import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, powerMonitor, protocol, safeStorage, shell as system, utilityProcess } from 'electron';
import type { Desktop, DesktopSettings, ShownCommand } from '../engine/contract/desktop.ts';
import { serveContract } from '../engine/contract/server.ts';
import { type Engine, type LaunchChild, scrubbedEnvironment, startEngine } from '../engine/engine.ts';
import { openInterfaceServer } from '../engine/server/interface-server.ts';
import { forgetRunning, noteRunning } from '../engine/server/running-note.ts';
import { type Background, startBackground } from './background.ts';
import { showMenuBar } from './menu/app-menu.ts';
import { menuBar, rememberCommands, type ShellAct } from './menu/menu-model.ts';
import { places } from './places.ts';
import { openKeyKeeper } from './platform/key-keeper.ts';
import { openShellSettings } from './platform/shell-settings.ts';
import { setStartAtLogin, startsAtLogin } from './platform/start-at-login.ts';
import { asChild } from './platform/utility-child.ts';
import { joinPushes } from './pushes.ts';
import { askAboutClosing, askAboutLogin, showVersion } from './questions.ts';
import type { StartWords } from './start-words.ts';
import { startUpdater, type Updater } from './updates/updater.ts';
import { decideClosing } from './windows/close-policy.ts';
import type { Offered } from './windows/deep-link.ts';
import { harden } from './windows/harden.ts';
import { createMainWindow } from './windows/main-window.ts';
import { scheme } from './windows/scheme.ts';
import { answerFrom } from './windows/serve-bundle.ts';

/** The running app. */
export interface Shell {
  show(): void;
  /** Shows a flow somebody opened with WhenThen, to be looked at. */
  offer(offered: Offered): void;
  /** Stops everything in good order; the second call waits for the first. */
  stop(): Promise<void>;
}

/** The packaged app cannot run as plain Node, so children are utility processes, which see as little of our environment. */
const launchUtility: LaunchChild = (script) => {
  const started = utilityProcess.fork(fileURLToPath(script), [], {
    env: scrubbedEnvironment(),
    stdio: 'inherit',
    serviceName: 'WhenThen helper',
  });
  return asChild(started, (pid) => process.kill(pid, 'SIGKILL'));
};

/** Opens the data folder, the engine and the first window. Call it when Electron is ready. Throws faults. */
export const startShell = async (words: StartWords, broken: (why: unknown) => void): Promise<Shell> => {
  harden();
  protocol.handle(scheme, (request) => answerFrom(places.screens, request));
  const settings = openShellSettings(join(app.getPath('userData'), 'desktop.json'));
  const { keeper, keptBy, why } = await openKeyKeeper(safeStorage, process.platform);

  let offered: Offered | null = null;
  let updater: Updater | undefined;
  let background: Background | undefined;
  let isQuitting = false;
  let present: readonly ShownCommand[] = [];

  const quit = (): void => {
    isQuitting = true;
    app.quit();
  };
  const acts: { [Act in ShellAct]: () => void } = {
    quit,
    'open-data-folder': () => void system.openPath(words.dataDir),
    'show-version': showVersion,
  };
  const showMenu = (): void => {
    const commands = rememberCommands(settings.get().commands, present);
    const question = { commands, platform: process.platform, appName: 'WhenThen', hasDevTools: words.hasDevTools };
    showMenuBar(menuBar(question), {
      chosen: (id) => pushes.push({ name: 'command.chosen', data: { id } }),
      act: (act) => acts[act](),
    });
    const known = commands.map(({ isThere: _isThere, ...command }) => command);
    if (known.length > settings.get().commands.length) settings.change({ commands: known });
  };
  const describe = async (): Promise<DesktopSettings> => ({
    startAtLogin: startsAtLogin(),
    whenClosed: settings.get().whenClosed,
    tellFailures: settings.get().tellFailures,
    key: { keptBy, why },
    update: updater?.state() ?? { state: 'current', version: null, why: null },
  });
  const desktop: Desktop = {
    settings: describe,
    change: async ({ startAtLogin, whenClosed, tellFailures }) => {
      if (startAtLogin !== undefined) setStartAtLogin(startAtLogin);
      settings.change({
        ...(whenClosed !== undefined && { whenClosed }),
        ...(tellFailures !== undefined && { tellFailures }),
      });
      return describe();
    },
    showCommands: (commands) => {
      present = commands;
      showMenu();
    },
    takeOffered: () => {
      const taken = offered;
      offered = null;
      return taken;
    },
    restartToUpdate: () => {
      if (updater?.state().state === 'ready') void stop().then(() => updater?.install());
    },
  };

  const engine: Engine = await startEngine({
    dataDir: words.dataDir,
    hooks: { port: words.hooksPort, host: words.host },
    ownPorts: () => [commands.port],
    launch: launchUtility,
    ...(keeper && { keyKeeper: keeper }),
    desktop,
    broken,
  });
  const pushes = joinPushes(engine.pushes);
  // For the command line only: no screens, and a new token each time.
  const commands = await openInterfaceServer(engine.handlers, engine.pushes, {
    port: words.port,
    token: words.token,
  }).catch(async (thrown: unknown) => {
    await engine.stop();
    throw thrown;
  });
  noteRunning(words.dataDir, { url: commands.url, token: commands.token, pid: process.pid });

  const window = createMainWindow({
    settings,
    preload: places.preload,
    icon: places.windowIcon,
    hasDevTools: words.hasDevTools,
    serve: (wire) => serveContract(engine.handlers, pushes.source, wire),
    mayClose: (closing) => {
      const isBusy = (background?.flowsOn() ?? 0) > 0;
      const { whenClosed: chosen } = settings.get();
      const decided = decideClosing({ platform: process.platform, isBusy, chosen, isQuitting });
      if (decided === 'ask') void askAboutClosing(closing, settings).then((keep) => keep !== null && closing.close());
      else if (decided === 'hide') closing.hide();
      else if (decided === 'quit' && !isQuitting) quit();
      return decided === 'window' || isQuitting;
    },
  });
  const openScreen = (path?: string): void => {
    const isThere = window.current() !== undefined;
    window.show(path);
    if (isThere && path !== undefined) pushes.push({ name: 'screen.requested', data: { path } });
  };
  background = startBackground({
    engine,
    settings,
    trayIcon: places.trayIcon,
    updater: () => updater,
    isLookedAt: window.isLookedAt,
    openScreen,
    restartToUpdate: desktop.restartToUpdate,
    quit,
    flowsChanged: (on) => {
      const current = window.current();
      if (on > 0 && current?.isVisible()) void askAboutLogin(current, settings);
    },
  });
  updater = await startUpdater(() => {
    pushes.push({ name: 'desktop.changed', data: {} });
    background?.refresh();
  });
  powerMonitor.on('suspend', engine.power.sleeps);
  powerMonitor.on('resume', engine.power.woke);
  powerMonitor.on('shutdown', quit);
  app.on('before-quit', () => {
    isQuitting = true;
  });

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    isQuitting = true;
    stopping ??= (async () => {
      powerMonitor.removeAllListeners();
      updater?.stop();
      background?.stop();
      forgetRunning(words.dataDir);
      await commands.stop();
      await engine.stop();
    })();
    return stopping;
  };
  showMenu();
  if (!words.isHidden) window.show();
  return {
    show: () => window.show(),
    offer: (flow) => {
      offered = flow;
      window.show('/flows');
      pushes.push({ name: 'file.offered', data: {} });
    },
    stop,
  };
};
