import type { Handlers } from '../contract/methods.ts';
import type { EventRow, EventSummary } from '../contract/shapes.ts';
import { personFault } from '../model/fault.ts';
import { type EventId, eventIdOf, eventIdSchema, type FlowId, rowOf, timeOfRow } from '../model/ids.ts';
import type { Arrival } from '../model/journal.ts';
import type { JsonValue } from '../model/json.ts';
import type { StoredEvent } from '../model/records.ts';
import { fromOutside } from '../run/intake.ts';
import type { EventLine } from '../store/pages.ts';
import { headlineOf, headlineOfText, readStart } from './headline.ts';
import { findFlow, type Kernel } from './kernel.ts';

/** When an event arrived: its id is made of it. */
const receivedAt = (id: EventId): string => new Date(timeOfRow(rowOf(id))).toISOString();

const nameOf = (kernel: Kernel, id: FlowId | null): string | null => id && (kernel.config.flow(id)?.name ?? id);

/** What an event is about, from the beginning of its content. */
export const lineHeadline = (line: Pick<EventLine, 'start' | 'isWhole'>, kind: string, node: string): string =>
  headlineOf(kind, node, line.start === null ? null : readStart(line.start, line.isWhole));

const toRow = (kernel: Kernel, line: EventLine): EventRow => ({
  id: line.id,
  flow: nameOf(kernel, line.flowId),
  flowId: line.flowId,
  node: line.node,
  kind: line.kind,
  verdict: line.verdict,
  reason: line.reason,
  runId: line.runId,
  repeatOf: line.repeatOf,
  receivedAt: receivedAt(line.id),
  headline: lineHeadline(line, line.kind, line.node),
  bytes: line.bytes,
});

const summarize = (kernel: Kernel, event: StoredEvent): EventSummary => {
  const payload = event.payload === null ? null : (JSON.parse(event.payload) as JsonValue);
  return {
    id: event.id,
    flow: nameOf(kernel, event.flowId),
    flowId: event.flowId,
    headline: headlineOfText(event.kind, event.node, event.payload),
    node: event.node,
    kind: event.kind,
    verdict: event.verdict,
    reason: event.reason,
    runId: event.runId,
    repeatOf: event.repeatOf,
    receivedAt: receivedAt(event.id),
    payload,
    raw: event.raw && Buffer.from(event.raw).toString('utf8'),
  };
};

/** Tells screens about arrivals that are on disk. */
export const tellArrived = (kernel: Kernel, arrivals: readonly Arrival[]): void => {
  for (const { event } of arrivals)
    kernel.push({ name: 'event.arrived', data: { id: event.id, flowId: event.flowId, verdict: event.verdict } });
};

const rowOrUndefined = (id: string | undefined): number | undefined =>
  id === undefined ? undefined : rowOf(eventIdSchema.parse(id));

/** Stores arrivals one by one; each lets its run go as soon as it is on disk. */
export const acceptAll = async (kernel: Kernel, arrivals: Arrival[]): Promise<void> => {
  await Promise.all(
    arrivals.map(
      (arrival) =>
        new Promise<void>((resolve, reject) =>
          kernel.journal.accept(
            arrival,
            () => {
              tellArrived(kernel, [arrival]);
              if (arrival.run) kernel.runner.start(arrival.run, arrival.payload);
              resolve();
            },
            reject,
          ),
        ),
    ),
  );
};

type EventHandlers = Pick<
  Handlers,
  'events.list' | 'events.page' | 'events.count' | 'events.show' | 'events.remove' | 'events.emit'
>;

export const eventHandlers = (kernel: Kernel): EventHandlers => ({
  'events.list': ({ flow, before, ...filter }) =>
    kernel.history
      .events({
        ...filter,
        flowId: flow === undefined ? undefined : findFlow(kernel.config, flow).id,
        before: rowOrUndefined(before),
      })
      .map((event) => summarize(kernel, event)),
  'events.page': ({ flow, before, after, since, ...filter }) => {
    const { rows, next } = kernel.history.pages.events({
      ...filter,
      flowId: flow === undefined ? undefined : findFlow(kernel.config, flow).id,
      before: rowOrUndefined(before),
      after: rowOrUndefined(after),
      sinceMs: since === undefined ? undefined : Date.parse(since),
    });
    return { items: rows.map((line) => toRow(kernel, line)), next: next === null ? null : eventIdOf(next) };
  },
  'events.count': ({ flow, notRun }) => ({
    count: kernel.history.countEvents({
      flowId: flow === undefined ? undefined : findFlow(kernel.config, flow).id,
      notRun,
    }),
  }),
  'events.remove': ({ event: id }) => {
    if (kernel.history.removeEvent(id)) return { id };
    throw personFault('event.kept', 'This started a run, or it is gone already.', {
      fix: 'What started a run is kept as long as the run.',
    });
  },
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
