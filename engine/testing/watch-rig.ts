import type { JsonValue } from '../model/json.ts';
import type { HttpClient, UserDatabases } from '../model/outside.ts';
import type { Sighting, WatchContext, WatchOutside, WatchTrouble } from '../model/watch.ts';

/** A context for a watcher that keeps what it is told, as the engine would. */
export interface WatchRig {
  context: WatchContext;
  /** Everything that was kept, repeats left out as the store does. */
  seen: Sighting[];
  /** Payloads of what started a run. */
  started: () => JsonValue[];
  state: () => JsonValue | null;
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
  stop: refuse,
};

/** A world in which a watcher may only name folders. */
export const noOutside: WatchOutside = { http: noHttp, databases: noDatabases, readableFolder: (path) => path };

export const createWatchRig = (given: Partial<WatchContext> = {}): WatchRig => {
  const seen: Sighting[] = [];
  const keys = new Set<string>();
  const troubles: (WatchTrouble | null)[] = [];
  let state = given.state ?? null;
  let fails = false;
  return {
    seen,
    troubles,
    started: () => seen.filter(({ verdict }) => verdict === undefined).map(({ payload }) => payload),
    state: () => state,
    trouble: () => troubles.at(-1) ?? null,
    failing: (value) => {
      fails = value;
    },
    context: {
      justSwitchedOn: false,
      timeZone: 'UTC',
      outside: noOutside,
      saw: async (sightings, reached) => {
        if (fails) throw new Error('the disk is full');
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
