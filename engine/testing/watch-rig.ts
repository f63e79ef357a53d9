import type { JsonValue } from '../model/json.ts';
import type { HttpClient, UserDatabases } from '../model/outside.ts';
import type { SeenRow, Sighting, WatchContext, WatchOutside, WatchTrouble } from '../model/watch.ts';

/** A context for a watcher that keeps what it is told, as the engine would. */
export interface WatchRig {
  context: WatchContext;
  /** Everything that was kept, repeats left out as the store does. */
  seen: Sighting[];
  /** Payloads of what started a run. */
  started: () => JsonValue[];
  state: () => JsonValue | null;
  /** Rows it remembers. */
  rows: () => SeenRow[];
  trouble: () => WatchTrouble | null;
  troubles: (WatchTrouble | null)[];
  /** The disk takes nothing while this is true. */
  failing: (fails: boolean) => void;
}

const refuse = () => Promise.reject(new Error('nothing outside is used in this test'));
const noHttp: HttpClient = { send: refuse };
const noDatabases: UserDatabases = {
  query: refuse,
  execute: refuse,
  write: refuse,
  previewWrite: refuse,
  describe: refuse,
  ask: refuse,
  stop: refuse,
};

/** A world in which a watcher may only name folders. */
export const noOutside: WatchOutside = { http: noHttp, databases: noDatabases, readableFolder: (path) => path };

export const createWatchRig = (given: Partial<WatchContext> = {}, kept: readonly SeenRow[] = []): WatchRig => {
  const seen: Sighting[] = [];
  const keys = new Set<string>();
  const rows = new Map<string, SeenRow>(kept.map((row) => [row.key, row]));
  const troubles: (WatchTrouble | null)[] = [];
  let state = given.state ?? null;
  let fails = false;
  return {
    seen,
    troubles,
    started: () => seen.filter(({ verdict }) => verdict === undefined).map(({ payload }) => payload),
    state: () => state,
    rows: () => [...rows.values()],
    trouble: () => troubles.at(-1) ?? null,
    failing: (value) => {
      fails = value;
    },
    context: {
      justSwitchedOn: false,
      timeZone: 'UTC',
      outside: noOutside,
      seenRows: {
        hashes: () => new Map([...rows.values()].map(({ key, hash }) => [key, hash])),
        get: (key) => rows.get(key)?.row ?? null,
      },
      saw: async (sightings, reached, also) => {
        if (fails) throw new Error('the disk is full');
        if (also?.rows?.clear) rows.clear();
        for (const key of also?.rows?.remove ?? []) rows.delete(key);
        for (const row of also?.rows?.put ?? []) rows.set(row.key, row);
        for (const sighting of sightings) {
          if (sighting.key !== undefined && keys.has(sighting.key)) continue;
          if (sighting.key !== undefined) keys.add(sighting.key);
          seen.push(sighting);
        }
        state = JSON.parse(JSON.stringify(reached));
      },
      trouble: (trouble) => troubles.push(trouble),
      ...given,
      state,
    },
  };
};
