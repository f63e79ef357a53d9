import type { FlowId } from '../model/ids.ts';
import type { Arrival, Journal } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { Clock } from '../model/outside.ts';
import type {
  AlsoKept,
  Sighting,
  StartWatcher,
  WatchContext,
  Watching,
  WatchOutside,
  WatchTrouble,
} from '../model/watch.ts';
import { fromOutside, type Intake } from '../run/intake.ts';
import type { LiveFlow, LiveTrigger } from '../run/live-flows.ts';
import type { Runner } from '../run/runner.ts';

/** What is seen again within this time is a repeat; longer than any source shows the same thing twice. */
const seenForMs = 90 * 86_400_000;

/** The watchers of all flows that are on. */
export interface Watchers {
  /** Makes the watchers of a flow fit its live version; those whose source stayed the same go on undisturbed. */
  fit(flow: LiveFlow): void;
  drop(id: FlowId): void;
  /** A person is about to switch this flow on: its watchers start from now instead of catching up. */
  switchingOn(id: FlowId): void;
  /** Every watcher looks now; called after the computer woke up. */
  lookAll(): void;
  /** What keeps a flow's watchers from their work. */
  troubles(id: FlowId): WatchTrouble[];
  stop(): Promise<void>;
}

export interface WatchersOptions {
  journal: Journal;
  clock: Clock;
  intake: Intake;
  runner: Pick<Runner, 'start'>;
  start: StartWatcher;
  outside: (id: FlowId) => WatchOutside;
  /** Told after a flow's troubles changed, and after each event that was kept. */
  changed: (id: FlowId) => void;
  arrived: (arrival: Arrival) => void;
}

interface Held {
  source: string;
  live: LiveTrigger;
  watching: Watching;
  trouble: WatchTrouble | null;
}

export const createWatchers = (options: WatchersOptions): Watchers => {
  const { journal, clock, intake, runner, start, outside, changed, arrived } = options;
  const held = new Map<FlowId, Map<string, Held>>();
  const fresh = new Set<FlowId>();
  let stopping = false;

  const keep = (
    own: () => Held | undefined,
    sightings: readonly Sighting[],
    state: JsonValue,
    also: AlsoKept | undefined,
  ): Promise<void> => {
    const live = own()?.live;
    if (live?.registration.kind !== 'watch' || stopping) return Promise.resolve();
    const { kind } = live.registration.source;
    const arrivals = sightings.map(({ payload, key, verdict }) =>
      intake.arrival(live, kind, payload, fromOutside, {
        ...(verdict && { judgement: { start: false as const, ...verdict } }),
        seen: key === undefined ? null : { key, expiresAtMs: clock.now() + seenForMs },
      }),
    );
    const mark = { flowId: live.flow.id, node: live.trigger.id, state, ...(also && { also }) };
    return new Promise((resolve, reject) =>
      journal.acceptAll(
        arrivals,
        mark,
        (accepted) => {
          arrivals.forEach((arrival, index) => {
            arrived(arrival);
            if (arrival.run && accepted[index]?.repeatOf === null) runner.start(arrival.run, arrival.payload);
          });
          resolve();
        },
        reject,
      ),
    );
  };

  const begin = (live: LiveTrigger, source: string): Held | undefined => {
    const { registration, flow, trigger } = live;
    if (registration.kind !== 'watch') return undefined;
    let mine: Held | undefined;
    const context: WatchContext = {
      state: journal.watchState(flow.id, trigger.id),
      justSwitchedOn: fresh.has(flow.id),
      timeZone: flow.plan.settings.timeZone,
      outside: outside(flow.id),
      seenRows: journal.seenRows(flow.id, trigger.id),
      saw: (sightings, state, also) => keep(() => mine, sightings, state, also),
      trouble: (trouble) => {
        if (!mine || mine.trouble?.message === trouble?.message) return;
        mine.trouble = trouble;
        changed(flow.id);
      },
    };
    mine = { source, live, watching: { look: () => {}, stop: () => {} }, trouble: null };
    mine.watching = start(registration.source, context);
    return mine;
  };

  const release = (one: Held): void => {
    void one.watching.stop();
  };

  const drop = (id: FlowId): void => {
    for (const one of held.get(id)?.values() ?? []) release(one);
    held.delete(id);
  };

  return {
    drop,
    switchingOn: (id) => {
      fresh.add(id);
    },
    fit: (flow) => {
      if (!flow.on || stopping) {
        drop(flow.id);
        return;
      }
      const before = held.get(flow.id) ?? new Map<string, Held>();
      const after = new Map<string, Held>();
      for (const live of flow.triggers) {
        if (live.registration.kind !== 'watch') continue;
        const source = JSON.stringify([live.registration.source, flow.plan.settings.timeZone]);
        const known = before.get(live.trigger.id);
        const kept = known?.source === source ? known : begin(live, source);
        if (!kept) continue;
        kept.live = live;
        after.set(live.trigger.id, kept);
      }
      for (const [node, one] of before) if (after.get(node) !== one) release(one);
      held.set(flow.id, after);
      fresh.delete(flow.id);
    },
    lookAll: () => {
      for (const flow of held.values()) for (const { watching } of flow.values()) watching.look();
    },
    troubles: (id) => [...(held.get(id)?.values() ?? [])].flatMap(({ trouble }) => trouble ?? []),
    stop: async () => {
      stopping = true;
      const all = [...held.values()].flatMap((flow) => [...flow.values()]);
      held.clear();
      await Promise.all(all.map(({ watching }) => watching.stop()));
    },
  };
};
