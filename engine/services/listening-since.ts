import type { FlowId } from '../model/ids.ts';
import type { Clock } from '../model/outside.ts';
import type { LiveFlow } from '../run/live-flows.ts';

/** Since when each flow could have been started without a break. */
export interface ListeningSince {
  /** A flow is on or off now. */
  noted(flow: Pick<LiveFlow, 'id' | 'on'>): void;
  /** Nobody looked until now. */
  woke(): void;
  of(id: FlowId): number;
}

export const createListeningSince = ({ now }: Pick<Clock, 'now'>): ListeningSince => {
  const since = new Map<FlowId, number>();
  let allSinceMs = now();
  return {
    noted: ({ id, on }) => {
      if (!on) since.delete(id);
      else if (!since.has(id)) since.set(id, now());
    },
    woke: () => {
      allSinceMs = now();
    },
    of: (id) => Math.max(allSinceMs, since.get(id) ?? allSinceMs),
  };
};
