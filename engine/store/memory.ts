import type { Database } from 'better-sqlite3';
import { rowOf } from '../model/ids.ts';
import type { JsonValue } from '../model/json.ts';
import type { FlowMemory, MemoryWrite } from '../model/memory.ts';

const placeOf = ({ flowId, node, key }: Pick<MemoryWrite, 'flowId' | 'node' | 'key'>): string =>
  `${flowId} ${node} ${key}`;

/** Reads what is remembered: from the disk, and before that from notes that are not on it yet. */
export const createMemory = (database: Database, now: () => number): FlowMemory & { stored: FlowMemory['drop'] } => {
  const read = database
    .prepare(
      'SELECT value FROM memory WHERE flow_id = ? AND node = ? AND key = ? AND (expires_at_ms IS NULL OR expires_at_ms > ?)',
    )
    .pluck();
  const notes = new Map<string, MemoryWrite>();
  const letGo = (writes: readonly MemoryWrite[]): void => {
    // A later note of the same thing stays.
    for (const write of writes) if (notes.get(placeOf(write)) === write) notes.delete(placeOf(write));
  };
  return {
    get: (flowId, node, key) => {
      const noted = notes.get(placeOf({ flowId, node, key }));
      if (noted) return noted.expiresAtMs !== null && noted.expiresAtMs <= now() ? undefined : noted.value;
      const text = read.get(rowOf(flowId), node, key, now()) as string | undefined;
      return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
    },
    note: (write) => {
      notes.set(placeOf(write), write);
    },
    drop: letGo,
    stored: letGo,
  };
};
