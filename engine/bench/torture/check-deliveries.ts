import type { Delivery, Evidence } from './evidence.ts';
import type { Found } from './findings.ts';
import type { StoredEvent, StoredRun } from './look.ts';

/** What the product left on disk. */
export interface Stored {
  events: ReadonlyMap<string, StoredEvent>;
  runs: ReadonlyMap<string, StoredRun>;
}

/** Events that started a run, by the sender's id. */
export const startedByDelivery = ({ events }: Stored): Map<string, StoredEvent[]> => {
  const started = new Map<string, StoredEvent[]>();
  for (const event of events.values()) {
    if (event.verdict !== 'started' || event.delivery === null) continue;
    started.set(event.delivery, [...(started.get(event.delivery) ?? []), event]);
  }
  return started;
};

/** Why a promise was not kept, or null. A repeat stands for the event it repeats. */
const whyLost = (delivery: Delivery, id: string, { events, runs }: Stored): string | null => {
  const event = events.get(id);
  if (!event) return 'there is no such event';
  if (event.delivery !== delivery.id || event.path !== delivery.flow)
    return `the event is about ${event.delivery} at ${event.path}`;
  const first = event.repeatOf === null ? event : events.get(event.repeatOf);
  if (first?.delivery !== delivery.id) return `it was taken for a repeat of ${event.repeatOf}`;
  if (first.run === null) return `it started no run, verdict ${first.verdict}`;
  const run = runs.get(first.run);
  if (!run) return `its run ${first.run} is not there`;
  return run.event === first.id ? null : `its run ${first.run} belongs to ${run.event}`;
};

/** Every promise was kept: the delivery is there under the id its sender was given, and so is its run. */
export const checkPromises = (evidence: Evidence, stored: Stored, found: Found): void => {
  for (const delivery of evidence.deliveries.values())
    for (const { event } of delivery.acknowledged) {
      const why = whyLost(delivery, event, stored);
      if (why) found('lost', `${delivery.id} was acknowledged as ${event}, but ${why}`);
    }
};

/** What is stored was sent, once, and ended well. */
export const checkStored = (evidence: Evidence, stored: Stored, found: Found): void => {
  for (const [delivery, events] of startedByDelivery(stored))
    if (events.length > 1)
      found('startedTwice', `${delivery} started ${events.length} runs: ${events.map(({ id }) => id).join(', ')}`);
  for (const { id, delivery, path, verdict } of stored.events.values()) {
    const sent = delivery === null ? undefined : evidence.deliveries.get(delivery);
    if (sent?.flow !== path || (verdict !== 'started' && verdict !== 'repeat'))
      found('foreign', `event ${id} is about ${delivery} at ${path}, verdict ${verdict}, which nobody sent like that`);
  }
  for (const { id, event, status, error, recoveries } of stored.runs.values())
    if (status !== 'succeeded')
      found('notSucceeded', `run ${id} of ${event} is ${status} after ${recoveries} recoveries: ${error}`);
};

/** An end that was once on disk never changes. */
export const checkEnds = ({ ends }: Evidence, { runs }: Stored, found: Found): void => {
  for (const [id, end] of ends) {
    const now = runs.get(id);
    if (now?.end !== end) found('changedEnds', `run ${id} was ${end}, now it is ${now ? `${now.end}` : 'gone'}`);
  }
};
