import type { DeliveryEvents, Hook, HookDoor, Judged } from '../listeners/hooks/hook.ts';
import type { JsonRecord } from '../model/json.ts';
import type { RunStatus } from '../model/run.ts';
import { fromOutside } from '../run/intake.ts';
import type { LiveTrigger } from '../run/live-flows.ts';
import { tellArrived } from './events.ts';
import type { Kernel } from './kernel.ts';

/** Runs and commits waiting beyond which nothing more is taken; senders are asked to come back. */
export interface Pressure {
  maxBacklog: number;
  maxUncommitted: number;
}

export const defaultPressure: Pressure = { maxBacklog: 100_000, maxUncommitted: 2000 };

export interface DoorState {
  stopping: () => boolean;
  uncommitted: () => number;
  pressure: Pressure;
}

const between = (random: number, from: number, to: number): number => from + Math.floor(random * (to - from + 1));

/** Connects the hook port with flows, store and runner. */
export const createHookDoor = (kernel: Kernel, { stopping, uncommitted, pressure }: DoorState): HookDoor => {
  const { clock, journal, intake, runner, vault, liveFlows } = kernel;

  /** Bytes that were rejected are kept as they came, except for secrets of ours that were sent along. */
  const withoutSecrets = (raw: Uint8Array): Uint8Array => {
    const text = Buffer.from(raw).toString();
    const safe = vault.redact(text);
    return safe === text ? raw : Buffer.from(safe);
  };

  const deliver = (live: LiveTrigger, judged: Judged, events: DeliveryEvents): void => {
    const arrival = intake.arrival(
      live,
      'webhook',
      judged.payload,
      { ...fromOutside, depth: judged.depth },
      {
        ...(judged.rejected && { judgement: { start: false, ...judged.rejected } }),
        ...(judged.raw && { raw: withoutSecrets(judged.raw) }),
        bodyJson: judged.bodyJson,
        seen: judged.seen && { key: judged.seen.key, expiresAtMs: clock.now() + judged.seen.windowMs },
      },
    );
    const { event, run, payload } = arrival;
    const committed = (repeatOf: Parameters<DeliveryEvents['committed']>[0]['repeatOf']): void => {
      const started = run !== null && repeatOf === null;
      events.committed({ id: event.id, repeatOf, started });
      kernel.push({
        name: 'event.arrived',
        data: { id: event.id, flowId: event.flowId, verdict: repeatOf ? 'repeat' : event.verdict },
      });
      if (!started) return;
      const watcher = {
        ...(events.answered && { answered: events.answered }),
        left: ({ status }: { status: RunStatus }) => events.left?.({ runId: run.id, status }),
      };
      runner.start(run, payload, watcher);
    };
    journal.accept(arrival, ({ repeatOf }) => committed(repeatOf), events.failed);
  };

  const asHook = (live: LiveTrigger): Hook | undefined => {
    const { registration } = live;
    if (registration.kind !== 'webhook') return undefined;
    return {
      registration,
      on: live.flow.on,
      secrets: vault.secrets,
      deliver: (judged, events) => deliver(live, judged, events),
    };
  };
  /** One hook object for each listening trigger, made when it is first called. */
  const hooks = new WeakMap<LiveTrigger, Hook>();

  return {
    now: clock.now,
    find: (path) => {
      const live = liveFlows.hook(path);
      if (!live) return undefined;
      const known = hooks.get(live) ?? asHook(live);
      if (known) hooks.set(live, known);
      return known;
    },
    strayed: (payload: JsonRecord) => {
      const path = vault.redact(String(payload.path));
      const reason = `No flow has the address /hooks/${path}.`;
      const arrival = intake.stray('webhook', path.slice(0, 200), 'nobody-listens', reason, payload);
      // Nothing was promised to this caller, so a note that cannot be stored is no loss.
      journal.accept(
        arrival,
        () => tellArrived(kernel, [arrival]),
        () => {},
      );
    },
    busy: () => {
      if (stopping()) return { why: 'WhenThen is closing. Please try again.', retryAfterSeconds: 30 };
      if (uncommitted() >= pressure.maxUncommitted)
        return {
          why: 'Too much is arriving at once. Please try again.',
          retryAfterSeconds: between(clock.random(), 2, 10),
        };
      if (runner.backlog() >= pressure.maxBacklog)
        return {
          why: 'Too many runs are waiting. Please try again later.',
          retryAfterSeconds: between(clock.random(), 60, 120),
        };
      return null;
    },
  };
};
