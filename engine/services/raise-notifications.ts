import type { Push } from '../contract/pushes.ts';
import type { FlowId } from '../model/ids.ts';
import type { StoredOutboxMessage } from '../model/outbox.ts';
import type { Clock } from '../model/outside.ts';

/** A flow shows so many notifications in a row; more at once, as a list makes them, are told together. */
const mostAtOnce = 5;
const withinMs = 10_000;
/** What is told together waits so long for more. */
const gatherMs = 3000;

interface Shown {
  atMs: number[];
  /** Not shown by themselves. */
  more: StoredOutboxMessage[];
}

export interface RaiserOptions {
  push: (push: Push) => void;
  clock: Pick<Clock, 'monotonic' | 'alarm'>;
  nameOf: (flowId: FlowId) => string;
}

/** Tells screens about messages that are on disk, and shows notifications, but never a flood of them: they can all be read later. */
export const createRaiser = ({ push, clock, nameOf }: RaiserOptions) => {
  const byFlow = new Map<FlowId, Shown>();

  const raise = ({ id, message }: StoredOutboxMessage): void => {
    if (message.kind === 'notification')
      push({ name: 'notification.raised', data: { id, title: message.title, text: message.text } });
  };

  const tellTheRest = (flowId: FlowId, shown: Shown): void => {
    const [first, ...others] = shown.more.splice(0);
    if (!first) return;
    if (others.length === 0) raise(first);
    else {
      const title = `${(others.length + 1).toLocaleString('en')} more from ${nameOf(flowId)}`;
      push({
        name: 'notification.raised',
        data: { id: first.id, title, text: 'All of them are in the Practice outbox.' },
      });
    }
  };

  const show = (message: StoredOutboxMessage): void => {
    const { flowId } = message;
    const nowMs = clock.monotonic();
    const shown = byFlow.get(flowId) ?? { atMs: [], more: [] };
    byFlow.set(flowId, shown);
    shown.atMs = shown.atMs.filter((atMs) => nowMs - atMs < withinMs);
    if (shown.atMs.length < mostAtOnce && shown.more.length === 0) {
      shown.atMs.push(nowMs);
      raise(message);
      return;
    }
    shown.more.push(message);
    if (shown.more.length === 1) clock.alarm(gatherMs, () => tellTheRest(flowId, shown));
  };

  return (messages: readonly StoredOutboxMessage[]): void => {
    for (const message of messages) {
      const { id, flowId } = message;
      push({ name: 'outbox.added', data: { id, kind: message.message.kind, flowId } });
      if (message.message.kind === 'notification') show(message);
    }
  };
};
