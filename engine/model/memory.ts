import type { FlowId } from './ids.ts';
import type { JsonValue } from './json.ts';

/** Who shares what is remembered: all steps of a flow, or one step over all runs. */
export type MemoryScope = 'flow' | 'step';

/** Something a step remembers from run to run. */
export interface Memory {
  scope: MemoryScope;
  key: string;
  /** Undefined forgets. */
  value: JsonValue | undefined;
  /** When it is forgotten by itself; null = never. */
  expiresAtMs: number | null;
}

/** A memory as it is stored. */
export interface MemoryWrite extends Omit<Memory, 'scope'> {
  flowId: FlowId;
  /** The step it belongs to; empty = the flow. */
  node: string;
}

/** What a flow remembers. A note counts at once, also for runs that go on at the same time; it is stored with its step. */
export interface FlowMemory {
  get(flowId: FlowId, node: string, key: string): JsonValue | undefined;
  note(write: MemoryWrite): void;
  /** Takes back notes of a run that never was. */
  drop(writes: readonly MemoryWrite[]): void;
}
