import type { DeliveryEvents, Hook, HookDoor, Judged, WebhookRegistration } from '../listeners/hooks/hook.ts';
import type { Fault } from '../model/fault.ts';
import type { JsonRecord } from '../model/json.ts';
import type { RunStatus } from '../model/run.ts';
import { fromOutside } from '../run/intake.ts';
import type { LiveTrigger } from '../run/live-flows.ts';
import type { DraftHook } from './draft-hooks.ts';
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

/** How the address of an unfinished flow listens; it never comes to the checks, because the flow is off. */
const keepsEverything: Omit<WebhookRegistration, 'path'> = {
  kind: 'webhook',
  methods: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'],
  maxBodyBytes: 1024 * 1024,
  credentials: [],
  authenticate: () => ({ ok: true }),
  judge: () => ({ start: true }),
  dedupeKey: () => null,
  dedupeWindowMs: 0,
  respond: 'at-once',
  answer: null,
  challenge: () => null,
};

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
    const watcher = {
      ...(events.answered && { answered: events.answered }),
      left: ({ status }: { status: RunStatus }) => run && events.left?.({ runId: run.id, status }),
    };
    const opening = run && runner.open(run, live.flow.plan, payload, watcher);
    const committed = (repeatOf: Parameters<DeliveryEvents['committed']>[0]['repeatOf']): void => {
      const started = run !== null && repeatOf === null;
      if (started) kernel.drift.saw(arrival);
      events.committed({ id: event.id, repeatOf, started });
      kernel.push({
        name: 'event.arrived',
        data: { id: event.id, flowId: event.flowId, verdict: repeatOf ? 'repeat' : event.verdict },
      });
      if (!started) opening?.dropped();
      else if (opening) opening.committed();
      else runner.start(run, payload, watcher);
    };
    const failed = (fault: Fault): void => {
      opening?.dropped();
      events.failed(fault);
    };
    journal.accept(arrival, ({ repeatOf }) => committed(repeatOf), failed, opening?.entry);
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
  /** The address of an unfinished flow: everything is kept for it, nothing starts. */
  const asDraftHook = (path: string, { flowId, node }: DraftHook): Hook => ({
    registration: { ...keepsEverything, path },
    on: false,
    secrets: vault.secrets,
    deliver: ({ payload, raw }, events) => {
      const reason = 'The flow is not finished yet.';
      const { event } = intake.stray('webhook', node, 'flow-off', reason, payload, raw && withoutSecrets(raw));
      const arrival = { event: { ...event, flowId }, payload, run: null, seen: null };
      const committed = (): void => {
        events.committed({ id: event.id, repeatOf: null, started: false });
        kernel.push({ name: 'event.arrived', data: { id: event.id, flowId, verdict: event.verdict } });
      };
      journal.accept(arrival, committed, events.failed);
    },
  });
  /** One hook object for each listening trigger, made when it is first called. */
  const hooks = new WeakMap<LiveTrigger, Hook>();

  return {
    now: clock.now,
    find: (path) => {
      const live = liveFlows.hook(path);
      if (!live) {
        const draft = kernel.draftHooks.find(path);
        return draft && asDraftHook(path, draft);
      }
      const known = hooks.get(live) ?? asHook(live);
      if (known) hooks.set(live, known);
      return known;
    },
    seen: kernel.recentDeliveries.keep,
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
