import { hkdfSync } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAiTransport } from './adapters/ai/transport.ts';
import { createChatTransport } from './adapters/chat/transport.ts';
import type { LaunchChild } from './adapters/children/launch-child.ts';
import { launchNodeChild } from './adapters/children/launch-node-child.ts';
import { systemClock } from './adapters/clock.ts';
import { createUserDatabases } from './adapters/databases/user-databases.ts';
import { createReadMetric } from './adapters/metrics/read-metric.ts';
import { scheduleAlarm } from './adapters/schedule-alarm.ts';
import { createScripts } from './adapters/scripts/scripts.ts';
import { type KeyKeeper, loadKeyFile } from './adapters/vault/key-file.ts';
import { loadHttpWhenUsed, loadMailWhenUsed } from './adapters/when-used.ts';
import type { Desktop } from './contract/desktop.ts';
import type { Handlers } from './contract/methods.ts';
import type { PushSource } from './contract/server.ts';
import { type HookServer, openHookServer } from './listeners/hooks/hook-server.ts';
import { createStartWatcher } from './listeners/start-watcher.ts';
import type { Fault } from './model/fault.ts';
import type { FlowId } from './model/ids.ts';
import type { Clock } from './model/outside.ts';
import { isTerminal } from './model/run.ts';
import { nodes } from './nodes/nodes.gen.ts';
import { isPrivateHost } from './nodes/private-host.ts';
import { createCalls } from './run/calls.ts';
import type { CrashPoint, RunHost } from './run/host.ts';
import { createIntake } from './run/intake.ts';
import { createLiveFlows } from './run/live-flows.ts';
import { createRunner, type Runner } from './run/runner.ts';
import { isTold } from './services/away.ts';
import { createBrokenConnections } from './services/broken-connections.ts';
import { noteCrash } from './services/crash.ts';
import { createDraftHooks } from './services/draft-hooks.ts';
import { createDrift } from './services/drift.ts';
import { tellArrived } from './services/events.ts';
import { loadFlows, turnOff } from './services/flows.ts';
import { createHandlers } from './services/handlers.ts';
import { connectionBroke } from './services/held-runs.ts';
import { createHookDoor, defaultPressure, type Pressure } from './services/hooks.ts';
import { createInspect } from './services/inspect.ts';
import { installationOf } from './services/installation.ts';
import { createPlans, type Kernel } from './services/kernel.ts';
import { createListeningSince } from './services/listening-since.ts';
import { endedRuns, readGauge } from './services/monitors.ts';
import { createOutside, type Outside } from './services/outside.ts';
import { createPresence } from './services/presence.ts';
import { createOpenings } from './services/public-address/openings.ts';
import { createPublicAddress } from './services/public-address/public-address.ts';
import { createPublicDoor } from './services/public-address/public-door.ts';
import { createTunnelFor } from './services/public-address/tunnels.ts';
import { createPushes } from './services/pushes.ts';
import { watchQuiet } from './services/quiet.ts';
import { createRaiser } from './services/raise-notifications.ts';
import { createRecentDeliveries } from './services/recent-deliveries.ts';
import { createVault } from './services/vault.ts';
import { createWatchers } from './services/watching.ts';
import { lockDataFolder } from './store/lock.ts';
import { openStores, type Stores } from './store/open-stores.ts';
import { defaultRetention, type Retention } from './store/prune.ts';
import type { CommitPoint } from './store/write-batch.ts';

export type { ChildHandle, LaunchChild } from './adapters/children/launch-child.ts';
export { scrubbedEnvironment } from './adapters/children/scrubbed-environment.ts';
export type { KeyKeeper } from './adapters/vault/key-file.ts';

export interface EngineOptions {
  dataDir: string;
  /** Opens the hook port and takes up waiting runs; without it the folder is only looked at and worked on by hand. */
  hooks?: { port: number; host: string };
  /** Ports of the interface, which flows must never reach. */
  ownPorts?: () => number[];
  /** How children are started; default: as plain Node processes. */
  launch?: LaunchChild;
  /** Keeps the key of the saved secrets; default: a file only its owner may read. */
  keyKeeper?: KeyKeeper;
  /** The desktop shell, for calls that only it can answer. */
  desktop?: Desktop;
  clock?: Clock;
  pressure?: Pressure;
  retention?: Retention;
  /** Called at named moments; tests end the process there. Everything is then written on this thread. */
  reach?: (point: CrashPoint | CommitPoint) => void;
  /** Called when the engine cannot store anything any more and takes nothing: stop it and start it again. */
  broken?: (fault: Fault) => void;
}

export interface Engine {
  handlers: Handlers;
  pushes: PushSource;
  hooksUrl: string | null;
  /** Signs the sessions of browsers; the same for a data folder as long as it exists. */
  sessionKey: Uint8Array;
  /** What the operating system says of the computer's sleep, so that nobody waits for the next look at the clocks. */
  power: { sleeps(): void; woke(): void };
  /** Finishes what is in flight (at most `graceMs`), writes everything, closes the folder. */
  stop(graceMs?: number): Promise<void>;
}

const pruneEveryMs = 60_000;

const packageVersion = (): string => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

/** An address one can call: listening everywhere includes this computer. */
const reachableHost = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

/**
 * Opens a data folder and runs what is in it. One engine per folder: a second one is refused (`store.in-use`).
 * Composition only: everything that decides something lives in a folder of its own.
 */
export const startEngine = async (options: EngineOptions): Promise<Engine> => {
  const { dataDir, clock = systemClock, retention = defaultRetention, reach = () => {} } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockDataFolder(dataDir);
  const filesFolder = join(dataDir, 'files');
  mkdirSync(filesFolder, { recursive: true });
  const launch = options.launch ?? launchNodeChild;
  const databases = createUserDatabases({ launch });
  const scripts = createScripts({ launch });
  let hookServer: HookServer | undefined;
  let opened: Stores | undefined;
  let broken = false;
  let stopping = false;
  const http = loadHttpWhenUsed({ ownPorts: () => new Set(options.ownPorts?.()), isLocal: isPrivateHost });
  const mail = loadMailWhenUsed();
  const chat = createChatTransport(http);
  const ai = createAiTransport(http);
  /** What goes on by itself and has to be ended when the start fails after it. */
  const begun: (() => void | Promise<void>)[] = [];
  try {
    const vaultRedact = { redact: (text: string) => text };
    const giveUp = (fault: Fault): void => {
      broken = true;
      options.broken?.(fault);
    };
    const stores = openStores({
      dataDir,
      now: clock.now,
      redact: (text) => vaultRedact.redact(text),
      reach,
      // Only where deliveries arrive is there load; a moment to be hit is on this thread.
      moving: options.hooks && !options.reach ? { broken: giveUp } : null,
    });
    opened = stores;
    const { config, journal, history, writer } = stores;
    const secretKey = await loadKeyFile(join(dataDir, 'secret.key'), options.keyKeeper);
    const vault = createVault(config, secretKey);
    vaultRedact.redact = vault.redact;
    const types = new Map(nodes.map((node) => [node.type, node]));
    const { source, push } = createPushes();
    // Without the hook port nobody stays to watch.
    const listeningSince = createListeningSince(clock);
    const liveFlows = createLiveFlows({
      put: (flow) => {
        listeningSince.noted(flow);
        if (options.hooks) watchers.fit(flow);
      },
      removed: (id) => watchers.drop(id),
    });
    const brokenConnections = createBrokenConnections(clock);
    const outsideFor = createOutside({
      http,
      mail,
      chat,
      ai,
      databases,
      scripts,
      vault,
      broken: brokenConnections,
      dataDir,
      filesFolder,
    });
    const outsides = new Map<FlowId, Outside>();
    const plans = createPlans(config, types);

    const intake = createIntake({
      journal,
      clock,
      liveFlows,
      redact: vault.redact,
      isBusy: ({ flow }) => runner.isBusy(flow.id),
      tooDeep: ({ flow }) => turnOff(kernel, flow.id, 'This flow kept starting itself.'),
    });
    const outsideOf = (flowId: FlowId): Outside => {
      const known = outsides.get(flowId) ?? outsideFor(() => config.grants(flowId));
      outsides.set(flowId, known);
      return known;
    };
    const installation = installationOf(config);
    const host: RunHost = {
      journal,
      clock,
      installation,
      vars: () => ({}),
      reach,
      outside: outsideOf,
      announce: (run, name, data) => intake.announce(name, data, { runId: run.id, depth: run.depth + 1 }),
      call: (run, site, call) => calls.call(run, site, call),
      called: (id) => calls.called(id),
      connectionBroke: (name, fault) => connectionBroke(kernel, name, fault),
      failed: intake.failed,
      kept: createRaiser({ push, clock, nameOf: (id) => config.flow(id)?.name ?? 'a flow' }),
      arrived: (arrivals) => {
        tellArrived(kernel, arrivals);
        for (const { run, payload } of arrivals) if (run) runner.start(run, payload);
      },
    };
    const runner: Runner = createRunner({
      host,
      journal,
      clock,
      planOf: plans.of,
      changed: (id, { status }) => {
        push({ name: 'run.changed', data: { id, status } });
        if (isTerminal(status)) calls.over(id);
      },
    });
    const calls = createCalls({
      intake,
      liveFlows,
      journal,
      planOf: plans.of,
      // What cannot be stored now is looked for again by the step itself.
      nudge: (runId, site) => void runner.nudge({ runId, steps: [], due: [site] }).catch(() => {}),
    });
    const readMetric = createReadMetric({
      monotonic: clock.monotonic,
      endedRuns: (flow, windowMinutes) => endedRuns({ config, history, clock }, flow, windowMinutes),
      gauge: (name) => readGauge(config.setting, name),
    });
    const watchers = createWatchers({
      journal,
      clock,
      intake,
      runner,
      start: createStartWatcher({
        clock,
        readMetric,
        alarmAt: clock === systemClock ? scheduleAlarm : (atMs, fire) => clock.alarm(atMs - clock.now(), fire),
      }),
      outside: outsideOf,
      changed: (id) => push({ name: 'flow.changed', data: { id } }),
      arrived: (arrival) => {
        const { event } = arrival;
        if (event.kind === 'poll' && arrival.run) kernel.drift.saw(arrival);
        push({ name: 'event.arrived', data: { id: event.id, flowId: event.flowId, verdict: event.verdict } });
        if (isTold(arrival)) awayChanged();
      },
    });
    const awayChanged = (): void => push({ name: 'away.changed', data: {} });
    const woke = (): void => {
      listeningSince.woke();
      watchers.lookAll();
      publicAddress.woke();
    };
    const presence = createPresence({ settings: config, clock, woke, changed: awayChanged });
    const openings = createOpenings(config);
    const publicAddress = createPublicAddress({
      settings: config,
      clock,
      tunnelFor: createTunnelFor({ vault, settings: config, dataDir }),
      listen: options.hooks
        ? (port, host, told) => openHookServer(createPublicDoor({ door, kernel, ...told }), port, host)
        : null,
      openHooks: openings.all,
      changed: () => push({ name: 'publicAddress.changed', data: {} }),
    });
    const kernel: Kernel = {
      types,
      clock,
      config,
      journal,
      history,
      liveFlows,
      draftHooks: createDraftHooks(),
      recentDeliveries: createRecentDeliveries(),
      drift: createDrift({
        settings: config,
        clock,
        liveFlows,
        changed: (id) => push({ name: 'flow.changed', data: { id } }),
      }),
      publicAddress,
      openings,
      intake,
      runner,
      watchers,
      presence,
      listeningSince,
      vault,
      brokenConnections,
      plans,
      inspect: createInspect(types),
      userDatabases: databases,
      outsideFor,
      http,
      mail,
      chat,
      ai,
      readMetric,
      desktop: options.desktop ?? null,
      dataDir,
      filesFolder,
      retention,
      installation,
      version: packageVersion(),
      hooksUrl: () =>
        hookServer && options.hooks ? `http://${reachableHost(options.hooks.host)}:${hookServer.port}` : null,
      push,
      vars: host.vars,
      integrity: stores.integrity,
    };
    // Before the flows look at what was missed, so that it is known what they missed it for.
    if (options.hooks) noteCrash(kernel, presence.start());
    begun.push(presence.stop, watchers.stop, publicAddress.stop);
    const door = createHookDoor(kernel, {
      stopping: () => stopping || broken,
      uncommitted: writer.waiting,
      pressure: options.pressure ?? defaultPressure,
    });
    loadFlows(kernel);
    if (options.hooks) {
      hookServer = await openHookServer(door, options.hooks.port, options.hooks.host);
      publicAddress.start();
      // After the port is open: what was left over never keeps new deliveries waiting.
      setImmediate(() => stopping || runner.recover());
    }
    const stopWatchingQuiet = options.hooks ? watchQuiet(kernel) : () => {};
    const stopPruning = options.hooks ? stores.pruneEvery(pruneEveryMs, retention) : () => {};

    return {
      handlers: createHandlers(kernel),
      pushes: source,
      hooksUrl: kernel.hooksUrl(),
      sessionKey: new Uint8Array(hkdfSync('sha256', secretKey, '', 'whenthen interface sessions', 32)),
      power: {
        sleeps: () => options.hooks && presence.note(),
        woke: () => options.hooks && presence.look(),
      },
      stop: async (graceMs = 10_000) => {
        stopping = true;
        stopPruning();
        stopWatchingQuiet();
        if (options.hooks) presence.stop();
        const closed = hookServer?.stop();
        const unreachable = publicAddress.stop();
        await unreachable;
        await watchers.stop();
        // Without a writer nothing in flight can be recorded.
        await runner.stop(broken ? 0 : graceMs);
        await writer.flush();
        await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
        kernel.drift.stop();
        scripts.stop();
        await databases.stop();
        await http.close();
        await mail.close();
        await writer.stop();
        stores.close();
        lock.release();
      },
    };
  } catch (thrown) {
    for (const end of begun) await end();
    scripts.stop();
    await databases.stop();
    await http.close();
    await mail.close();
    await opened?.writer.stop();
    opened?.close();
    lock.release();
    throw thrown;
  }
};
