import type { Plan, PlanTrigger } from '../compile/plan.ts';
import { personFault } from '../model/fault.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';

/** The trigger a person means: the one named, or the only one. */
export const chooseTrigger = (plan: Plan, id: string | undefined): PlanTrigger => {
  const found = id === undefined ? plan.triggers[0] : plan.triggers.find((trigger) => trigger.id === id);
  const ids = plan.triggers.map((trigger) => `"${trigger.id}"`).join(', ');
  if (!found)
    throw personFault('trigger.not-found', `This flow has no trigger called "${id}".`, { fix: `It has: ${ids}.` });
  if (id === undefined && plan.triggers.length > 1)
    throw personFault('trigger.choose', 'This flow has several triggers.', { fix: `Say which one: ${ids}.` });
  return found;
};

/** A webhook's payload around a body, as if it had been delivered. */
const asDelivery = (sample: JsonValue, given: JsonValue, nowMs: number): JsonRecord => {
  const whole = isRecord(given) && Object.hasOwn(given, 'body');
  const frame = isRecord(sample) ? sample : {};
  return {
    id: 'evt_by-hand',
    method: 'POST',
    path: frame.path ?? '',
    query: {},
    headers: {},
    receivedAt: new Date(nowMs).toISOString(),
    ...(whole ? given : { body: given }),
  };
};

/**
 * The payload for a run by hand. What is given for a webhook may be the whole delivery or just its body; without anything the
 * flow's first sample for that trigger is used, then the node's own.
 */
export const choosePayload = (
  plan: Plan,
  trigger: PlanTrigger,
  given: JsonValue | undefined,
  nowMs: number,
): JsonRecord => {
  const sample = trigger.definition.sample(trigger.params as never);
  const saved = plan.flow.samples.find(({ node }) => node === trigger.id)?.payload as JsonValue | undefined;
  const payload = given ?? saved ?? sample;
  if (trigger.definition.type === 'webhook') return asDelivery(sample, payload, nowMs);
  if (isRecord(payload)) return payload;
  throw personFault('payload.not-a-record', 'The payload must be a JSON record, such as {"name": "Ana"}.');
};
