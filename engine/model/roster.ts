/**
 * A map from ids to things of which many come and go, with the values kept outside of the map. A `Map` that is refilled
 * leaves its old tables to the garbage collector, and each of them points to the next and to everything that was in it: once
 * one has become old, all that passes through the map becomes old with it and waits for the slow collector.
 */
export interface Roster<Id, Value> {
  readonly size: number;
  get(id: Id): Value | undefined;
  has(id: Id): boolean;
  set(id: Id, value: Value): void;
  /** False when it was not there. */
  delete(id: Id): boolean;
  values(): Value[];
}

export const createRoster = <Id, Value>(): Roster<Id, Value> => {
  const places = new Map<Id, number>();
  const values: (Value | undefined)[] = [];
  const free: number[] = [];
  return {
    get size() {
      return places.size;
    },
    get: (id) => {
      const place = places.get(id);
      return place === undefined ? undefined : values[place];
    },
    has: (id) => places.has(id),
    set: (id, value) => {
      let place = places.get(id);
      if (place === undefined) {
        place = free.pop() ?? values.length;
        places.set(id, place);
      }
      values[place] = value;
    },
    delete: (id) => {
      const place = places.get(id);
      if (place === undefined) return false;
      places.delete(id);
      values[place] = undefined;
      free.push(place);
      return true;
    },
    values: () => [...places.values()].map((place) => values[place] as Value),
  };
};
