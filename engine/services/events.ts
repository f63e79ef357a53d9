import type { Handlers } from '../contract/methods.ts';
import type { EventSummary } from '../contract/shapes.ts';
import { personFault } from '../model/fault.ts';
import { eventIdSchema, rowOf, timeOfRow } from '../model/ids.ts';
import type { Arrival } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { StoredEvent } from '../model/records.ts';
import { fromOutside } from '../run/intake.ts';
import { findFlow, type Kernel } from './kernel.ts';

/** When an event arrived: its id is made of it. */
const receivedAt = (event: StoredEvent): string => new Date(timeOfRow(rowOf(event.id))).toISOString();

const summarize = (kernel: Kernel, event: StoredEvent): EventSummary => ({
  id: event.id,
  flow: event.flowId && (kernel.config.flow(event.flowId)?.name ?? event.flowId),
  node: event.node,
  kind: event.kind,
  verdict: event.verdict,
  reason: event.reason,
  runId: event.runId,
  repeatOf: event.repeatOf,
  receivedAt: receivedAt(event),
  payload: event.payload === null ? null : (JSON.parse(event.payload) as JsonValue),
  raw: event.raw && Buffer.from(event.raw).toString('utf8'),
});

/** Stores arrivals one by one; each lets its run go as soon as it is on disk. */
export const acceptAll = async (kernel: Kernel, arrivals: Arrival[]): Promise<void> => {
  await Promise.all(
    arrivals.map(
      (arrival) =>
        new Promise<void>((resolve, reject) =>
          kernel.journal.accept(
            arrival,
            () => {
              if (arrival.run) kernel.runner.start(arrival.run, arrival.payload);
              resolve();
            },
            reject,
          ),
        ),
    ),
  );
};

export const eventHandlers = (kernel: Kernel): Pick<Handlers, 'events.list' | 'events.show' | 'events.emit'> => ({
  'events.list': ({ flow, before, ...filter }) =>
    kernel.history
      .events({
        ...filter,
        flowId: flow === undefined ? undefined : findFlow(kernel.config, flow).id,
        before: before === undefined ? undefined : rowOf(eventIdSchema.parse(before)),
      })
      .map((event) => summarize(kernel, event)),
  'events.show': ({ event: id }) => {
    const event = kernel.history.event(id);
    if (!event) throw personFault('event.not-found', `Nothing with the id ${id} arrived, or it was removed by now.`);
    return summarize(kernel, event);
  },
  'events.emit': async ({ name, data }) => {
    const arrivals = kernel.intake.announce(name, (data ?? null) as JsonValue, fromOutside);
    await acceptAll(kernel, arrivals);
    return { events: arrivals.map(({ event }) => event.id), runs: arrivals.flatMap(({ run }) => run?.id ?? []) };
  },
});
