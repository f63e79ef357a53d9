import { randomBytes } from 'node:crypto';
import { checkNothingElse, checkReaches } from '../../adapters/tunnel/check-outside.ts';
import type { HookServer } from '../../listeners/hooks/hook-server.ts';
import { type Fault, personFault, toFault } from '../../model/fault.ts';
import type { Clock } from '../../model/outside.ts';
import { localPortOf, type PublicAddressSettings } from '../../model/public-address/settings.ts';
import { type AddressEvent, type AddressState, type HookKey, nextState } from '../../model/public-address/state.ts';
import type { OpenTunnel, Tunnel } from '../../model/public-address/tunnel.ts';
import type { ConfigStore } from '../../store/config.ts';
import { createKeptAddress } from './kept-address.ts';

/** The address this computer has on the internet, while it has one. */
export interface PublicAddress {
  state(): AddressState;
  /** Null until a way was chosen. */
  settings(): PublicAddressSettings | null;
  deliveriesToday(): number;
  /** Takes another way, at once when it is turned on. */
  choose(settings: PublicAddressSettings): Promise<void>;
  /** Throws when no way was chosen yet, or when this WhenThen takes no deliveries at all. */
  turnOn(): void;
  turnOff(): Promise<void>;
  /** Tries at once instead of after the pause. */
  tryNow(): void;
  /** Looks from outside now; the latency, or a fault that says where it ends. */
  test(): Promise<number>;
  /** The service of this webhook was told the new address. */
  told(hook: HookKey): void;
  forgetOutages(): void;
  /** The computer slept, or its clock was changed. */
  woke(): void;
  /** Takes up what was on when WhenThen was closed. */
  start(): void;
  /** Ends every connection; what was on is on again at the next start. */
  stop(): Promise<void>;
}

export interface PublicAddressOptions {
  settings: Pick<ConfigStore, 'setting' | 'putSetting'>;
  clock: Clock;
  tunnelFor: (settings: PublicAddressSettings) => OpenTunnel;
  /** Opens the listener the internet is led to; null where nobody stays to take deliveries. */
  listen: ((port: number, host: string, told: Arrivals) => Promise<HookServer>) | null;
  openHooks: () => readonly HookKey[];
  changed: () => void;
}

/** What the public listener tells. */
export interface Arrivals {
  arrived: () => void;
  healthAsked: (query: string) => void;
}

/** One time it is turned on, from the listener to the tunnel. */
interface Session {
  settings: PublicAddressSettings;
  end: AbortController;
  listener?: HookServer;
  tunnel?: Tunnel;
  /** Calls off whatever waits for its time. */
  callOff: () => void;
}

/** Names that were just made are not known everywhere at once. */
const patienceMs = 30_000;
const lookAgainMs = 1500;
/** That it still works is looked at this often. */
const recheckEveryMs = 5 * 60_000;
/** ngrok counts every request, and 20,000 in a month are free. */
const rareRecheckMs = 30 * 60_000;

const recheckMs = ({ provider }: PublicAddressSettings): number =>
  provider === 'ngrok' ? rareRecheckMs : recheckEveryMs;

const isFresh = ({ provider }: PublicAddressSettings): boolean =>
  provider === 'cloudflare-quick' || provider === 'ngrok';

export const createPublicAddress = (options: PublicAddressOptions): PublicAddress => {
  const { clock, tunnelFor, listen, openHooks } = options;
  const kept = createKeptAddress(options.settings, clock);
  let current: Session | null = null;
  let isTrying = false;
  /** Looks under way, by their secret text, and whether the listener was asked with it. */
  const looks = new Map<string, boolean>();

  const apply = (event: AddressEvent): void => {
    kept.state = nextState(kept.state, event);
    kept.save();
    options.changed();
  };
  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const callOff = clock.alarm(ms, resolve);
      signal.addEventListener('abort', () => {
        callOff();
        reject(signal.reason as Error);
      });
    });
  const look = async (address: string, signal: AbortSignal): Promise<number> => {
    const nonce = randomBytes(16).toString('hex');
    looks.set(nonce, false);
    try {
      return await checkReaches({
        address,
        nonce,
        wasAsked: () => looks.get(nonce) === true,
        signal,
        monotonic: clock.monotonic,
      });
    } finally {
      looks.delete(nonce);
    }
  };

  /** Looks until it answers, as long as that may still become true by itself. */
  const lookPatiently = async ({ settings, end }: Session, address: string): Promise<number> => {
    const untilMs = clock.monotonic() + (isFresh(settings) ? patienceMs : 0);
    for (;;) {
      try {
        return await look(address, end.signal);
      } catch (thrown) {
        if (!toFault(thrown).retryable || clock.monotonic() >= untilMs) throw thrown;
      }
      await pause(lookAgainMs, end.signal);
    }
  };

  const closeTunnel = async (session: Session): Promise<void> => {
    const { tunnel } = session;
    delete session.tunnel;
    await tunnel?.close();
  };

  const openListener = async (session: Session): Promise<HookServer> => {
    const { settings } = session;
    const host = settings.provider === 'own' && settings.from === 'network' ? '0.0.0.0' : '127.0.0.1';
    const healthAsked = (query: string): void => {
      if (looks.has(query)) looks.set(query, true);
    };
    session.listener ??= await (listen as NonNullable<typeof listen>)(localPortOf(settings), host, {
      arrived: kept.count,
      healthAsked,
    });
    return session.listener;
  };

  const attempt = async (session: Session): Promise<void> => {
    if (isTrying) return;
    isTrying = true;
    session.callOff();
    apply({ kind: 'tried' });
    try {
      const { port } = await openListener(session);
      const tunnel = await tunnelFor(session.settings)(port, session.end.signal);
      session.tunnel = tunnel;
      const latencyMs = await lookPatiently(session, tunnel.address);
      await checkNothingElse({ address: tunnel.address, signal: session.end.signal });
      if (session !== current) return;
      const { address, isTemporary } = tunnel;
      apply({ kind: 'opened', atMs: clock.now(), address, isTemporary, latencyMs, open: openHooks() });
      void tunnel.broken.then((cause) => drop(session, tunnel, cause));
      session.callOff = clock.alarm(recheckMs(session.settings), () => void recheck(session));
    } catch (thrown) {
      await closeTunnel(session);
      if (session !== current) return;
      const cause = toFault(thrown).toJSON();
      apply({ kind: 'failed', atMs: clock.now(), cause, random: clock.random() });
      armRetry(session);
    } finally {
      isTrying = false;
      if (session !== current) void end(session).then(() => current && attempt(current));
    }
  };

  const armRetry = (session: Session): void => {
    const { nextTryMs } = kept.state;
    session.callOff();
    if (nextTryMs !== null) session.callOff = clock.alarm(nextTryMs - clock.now(), () => void attempt(session));
  };

  const drop = async (session: Session, tunnel: Tunnel, cause: Fault): Promise<void> => {
    if (session !== current || session.tunnel !== tunnel) return;
    session.callOff();
    await closeTunnel(session);
    apply({ kind: 'dropped', atMs: clock.now(), cause: cause.toJSON(), random: clock.random() });
    armRetry(session);
  };

  const recheck = async (session: Session): Promise<void> => {
    const { tunnel } = session;
    if (session !== current || !tunnel) return;
    session.callOff();
    try {
      const latencyMs = await look(tunnel.address, session.end.signal);
      if (session.tunnel !== tunnel) return;
      apply({ kind: 'answered', latencyMs });
      session.callOff = clock.alarm(recheckMs(session.settings), () => void recheck(session));
    } catch (thrown) {
      await drop(session, tunnel, toFault(thrown));
    }
  };

  const end = async (session: Session): Promise<void> => {
    session.callOff();
    session.end.abort(personFault('tunnel.turned-off', 'The public address was turned off.'));
    await closeTunnel(session);
    const { listener } = session;
    delete session.listener;
    // A sender who takes long must not keep the port; what came whole is on disk.
    await Promise.race([listener?.stop(), new Promise((resolve) => setTimeout(resolve, 500).unref())]);
  };

  const begin = (): void => {
    if (!kept.settings || listen === null) return;
    current = { settings: kept.settings, end: new AbortController(), callOff: () => {} };
    apply({ kind: 'turned-on', atMs: clock.now() });
    void attempt(current);
  };
  const finish = async (): Promise<void> => {
    const session = current;
    current = null;
    if (session) await end(session);
  };

  return {
    state: () => kept.state,
    settings: () => kept.settings,
    deliveriesToday: kept.deliveriesToday,
    choose: async (settings) => {
      kept.settings = settings;
      const isOn = current !== null;
      await finish();
      apply({ kind: 'turned-off', atMs: clock.now() });
      if (isOn) begin();
    },
    turnOn: () => {
      if (!kept.settings)
        throw personFault('tunnel.nothing-chosen', 'It is not known yet how this computer can be reached.', {
          fix: 'Choose a way first.',
        });
      if (listen === null)
        throw personFault('tunnel.not-running', 'Nothing can arrive while WhenThen is not running.', {
          fix: 'Start it with "whenthen serve".',
        });
      if (current) return;
      kept.isOn = true;
      begin();
    },
    turnOff: async () => {
      kept.isOn = false;
      await finish();
      apply({ kind: 'turned-off', atMs: clock.now() });
    },
    tryNow: () => {
      if (current && kept.state.phase !== 'on') void attempt(current);
    },
    test: async () => {
      const { address } = kept.state;
      if (!current?.tunnel || address === null)
        throw personFault('tunnel.off', 'The public address is not on.', { fix: 'Turn it on first.' });
      const latencyMs = await look(address, current.end.signal);
      await checkNothingElse({ address, signal: current.end.signal });
      apply({ kind: 'answered', latencyMs });
      return latencyMs;
    },
    told: (hook) => apply({ kind: 'told', hook }),
    forgetOutages: () => apply({ kind: 'outages-forgotten' }),
    woke: () => {
      if (!current) return;
      if (kept.state.phase === 'on') void recheck(current);
      else if (kept.state.nextTryMs !== null) void attempt(current);
    },
    start: () => {
      if (kept.isOn) begin();
    },
    stop: async () => {
      await finish();
      kept.save();
    },
  };
};
