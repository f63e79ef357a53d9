import type { Push } from '../engine/contract/pushes.ts';
import type { Engine } from '../engine/engine.ts';
import { openTray } from './menu/tray.ts';
import { type TrayAct, type TrayQuestion, trayMenu } from './menu/tray-model.ts';
import { createNotifier } from './platform/notifier.ts';
import { createPauser } from './platform/pause-flows.ts';
import type { KeptSettings } from './platform/shell-settings.ts';
import type { Updater } from './updates/updater.ts';

export interface BackgroundOptions {
  engine: Engine;
  settings: KeptSettings;
  trayIcon: string;
  updater: () => Updater | undefined;
  /** Whether the person looks at the window, so that it need not be told on the desktop as well. */
  isLookedAt: () => boolean;
  openScreen: (path?: string) => void;
  restartToUpdate: () => void;
  quit: () => void;
  /** Called when a flow was turned on or off. */
  flowsChanged: (flowsOn: number) => void;
}

/** What goes on while nobody looks at the window: the tray, the notifications, pausing. */
export interface Background {
  flowsOn(): number;
  refresh(): void;
  stop(): void;
}

/** Changes come in bursts; a menu is made anew twice a second at the most, and each minute for "2 min ago". */
const settleMs = 500;
const minuteMs = 60_000;

export const startBackground = (options: BackgroundOptions): Background => {
  const { engine, settings, updater, isLookedAt, openScreen } = options;
  const { handlers } = engine;
  const notifier = createNotifier(openScreen);
  const pauser = createPauser(handlers, settings);
  let flowsOn = 0;
  let stopped = false;

  const act = (chosen: TrayAct): void => {
    if (chosen.do === 'open') openScreen();
    else if (chosen.do === 'show-run') openScreen(`/activity/${chosen.run}`);
    else if (chosen.do === 'pause') void pauser.pause(chosen.forMs).finally(refresh);
    else if (chosen.do === 'resume') void pauser.resume().finally(refresh);
    else if (chosen.do === 'update') options.restartToUpdate();
    else options.quit();
  };
  const tray = openTray(options.trayIcon, act);

  const look = async (): Promise<TrayQuestion> => {
    const [flows, [last], failed] = await Promise.all([
      handlers['flows.list']({}),
      handlers['runs.list']({ limit: 1 }),
      handlers['runs.list']({ limit: 3, status: 'failed' }),
    ]);
    const { paused } = settings.get();
    const on = flows.filter((flow) => flow.on).length;
    if (on !== flowsOn) options.flowsChanged(on);
    flowsOn = on;
    const update = updater()?.state();
    return {
      nowMs: Date.now(),
      flowsOn: on,
      lastRunMs: last?.startedAt ? Date.parse(last.startedAt) : null,
      failures: failed.map(({ id, flow, finishedAt }) => ({ run: id, flow, atMs: Date.parse(finishedAt ?? '') })),
      pausedUntil: paused && (paused.untilMs ?? 'forever'),
      update: update?.state === 'ready' ? update.version : null,
    };
  };
  const showNow = async (): Promise<void> => {
    const question = await look();
    if (!stopped) tray?.show(trayMenu(question));
  };
  let soon: NodeJS.Timeout | undefined;
  const refresh = (): void => {
    soon ??= setTimeout(() => {
      soon = undefined;
      if (!stopped)
        showNow().catch((thrown: unknown) => console.error('The tray could not be brought up to date.', thrown));
    }, settleMs);
  };

  const tellFailed = async (run: Extract<Push, { name: 'run.changed' }>['data']): Promise<void> => {
    if (!settings.get().tellFailures || isLookedAt()) return;
    const { flow, flowId } = await handlers['runs.show']({ run: run.id });
    notifier.failed({ run: run.id, flow, flowId });
  };
  const unsubscribe = engine.pushes((push) => {
    if (push.name === 'notification.raised')
      notifier.show(push.data.title, push.data.text, `/practice/${push.data.id}`);
    else if (push.name === 'run.changed' && push.data.status === 'failed') tellFailed(push.data).catch(() => {});
    if (push.name === 'run.changed' || push.name === 'flow.changed') refresh();
  });
  const ticking = setInterval(refresh, minuteMs);
  refresh();

  return {
    flowsOn: () => flowsOn,
    refresh,
    stop: () => {
      stopped = true;
      clearInterval(ticking);
      clearTimeout(soon);
      unsubscribe();
      notifier.stop();
      pauser.stop();
      tray?.close();
    },
  };
};
