import { createHash } from 'node:crypto';
import { toFault } from '../../model/fault.ts';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { Template } from '../../model/template.ts';
import { type Delivery, type Registration, scopeOf } from '../define.ts';
import type { Preset } from './verify/preset.ts';

type Hook = Extract<Registration, { kind: 'webhook' }>;

/** The value of a template over the payload that has arrived, or why there is none. */
const evaluate = (value: string | Template, payload: JsonRecord): { found: JsonValue } | { why: string } => {
  if (!(value instanceof Template)) return { found: value };
  try {
    const found = value.evaluate(scopeOf(payload));
    return found === null ? { why: `${value.source} is empty` } : { found };
  } catch (thrown) {
    return { why: toFault(thrown).message.replace(/\.$/, '') };
  }
};

const written = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Lets only chosen events start a run. Everything is stored; what is left out gets the verdict `filtered`. */
export const createJudge = (allowEvents: { value: string | Template; oneOf: string[] } | undefined): Hook['judge'] => {
  if (!allowEvents) return () => ({ start: true });
  const allowed = new Set(allowEvents.oneOf);
  return (payload) => {
    const value = evaluate(allowEvents.value, payload);
    const skip = (reason: string) => ({ start: false as const, verdict: 'filtered' as const, reason });
    if ('why' in value) return skip(`It does not say which event it is: ${value.why}.`);
    const event = written(value.found);
    if (allowed.has(event)) return { start: true };
    return skip(
      `The event "${event.slice(0, 100)}" is not one of those chosen: ${[...allowed].join(', ').slice(0, 300)}.`,
    );
  };
};

/** Longer keys are replaced by their digest; a sender must not fill the index of the store. */
const longestKey = 200;

const asKey = (text: string): string =>
  text.length <= longestKey ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`;

/**
 * What makes two deliveries the same: the value the person chose, otherwise the id the service gives. A value that
 * points at nothing falls back to the id: taking a delivery twice is a smaller harm than losing one.
 */
export const createDedupeKey =
  (preset: Preset | null, by: string | Template | undefined): Hook['dedupeKey'] =>
  (delivery: Delivery, payload: JsonRecord) => {
    const chosen = by === undefined ? null : evaluate(by, payload);
    const key = chosen && 'found' in chosen ? written(chosen.found) : (preset?.idOf(delivery, payload) ?? null);
    return key === null || key === '' ? null : asKey(key);
  };
