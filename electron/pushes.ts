import type { Push } from '../engine/contract/pushes.ts';
import type { PushSource } from '../engine/contract/server.ts';

/** What the engine tells and what the shell tells, as one source for the page. */
export const joinPushes = (engine: PushSource): { source: PushSource; push: (push: Push) => void } => {
  const receivers = new Set<(push: Push) => void>();
  return {
    source: (receive) => {
      const unsubscribe = engine(receive);
      receivers.add(receive);
      return () => {
        unsubscribe();
        receivers.delete(receive);
      };
    },
    push: (push) => {
      for (const receive of receivers) receive(push);
    },
  };
};
