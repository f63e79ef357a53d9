import type { Push } from '../contract/pushes.ts';
import type { PushSource } from '../contract/server.ts';

/** What screens and the command line are told without asking. */
export const createPushes = () => {
  const receivers = new Set<(push: Push) => void>();
  const source: PushSource = (receive) => {
    receivers.add(receive);
    return () => receivers.delete(receive);
  };
  const push = (push: Push): void => {
    for (const receive of receivers) receive(push);
  };
  return { source, push };
};
