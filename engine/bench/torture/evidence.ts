/** What the rig saw from outside. The checker compares it with what the product left on disk. */

/** The flows under load, named after what their last step does. */
export const flowNames = ['send', 'insert', 'upsert'] as const;
export type FlowName = (typeof flowNames)[number];

/** The step with the effect has this id in every flow. */
export const effectNode = 'act';

/** A 2xx with an id: the product has promised to keep the delivery. */
export interface Acknowledgement {
  event: string;
  duplicate: boolean;
}

/** One delivery as its sender remembers it. */
export interface Delivery {
  id: string;
  flow: FlowName;
  sends: number;
  acknowledged: Acknowledgement[];
}

/** One whole request as the counting server got it. Only `done` is an effect, the others failed on purpose. */
export interface Call {
  delivery: string;
  run: string;
  key: string | null;
  outcome: 'done' | 'answered-500' | 'hung-up';
  /** How often the product had been started when it came. */
  session: number;
}

/** What the disk said between a kill and the next start. */
export interface KillScene {
  /** Runs that were going on. */
  running: string[];
  /** Runs whose effect step was recorded as started. */
  inFlight: string[];
}

export interface Evidence {
  seed: number;
  dataDir: string;
  userFile: string;
  deliveries: ReadonlyMap<string, Delivery>;
  /** What was answered instead of a 2xx with an id, and how often. */
  refusals: ReadonlyMap<string, number>;
  calls: readonly Call[];
  scenes: readonly KillScene[];
  /** Status and time of every end of a run seen at a kill, by run id. */
  ends: ReadonlyMap<string, string>;
  /** Why the product ended, or did not end, other than as it was told. */
  surprises: readonly string[];
}
