import type { JsonRecord, JsonValue, PastedSample } from '../../client/types.ts';

const isRecord = (value: JsonValue | undefined): value is JsonRecord =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** What a trigger would hand over had this been sent to it; null when it cannot be: a flow by hand needs names for its values. */
export const asPayload = (type: string, pasted: PastedSample, path: string, now: string): JsonValue | null => {
  const { body } = pasted;
  if (type === 'webhook')
    return {
      id: 'evt_example',
      method: pasted.method ?? 'POST',
      path,
      query: pasted.query ?? {},
      headers: pasted.headers ?? {
        'content-type': pasted.kind === 'form' ? 'application/x-www-form-urlencoded' : 'application/json',
      },
      body,
      receivedAt: now,
    };
  if (type === 'app-event')
    return isRecord(body) && Object.hasOwn(body, 'name') && Object.hasOwn(body, 'data')
      ? body
      : { name: 'example', data: body, emittedAt: now };
  return isRecord(body) ? body : null;
};

/** The part of a payload a person edits: what was sent, without the frame of the delivery. */
export const editable = (payload: JsonValue): JsonValue =>
  isRecord(payload) && Object.hasOwn(payload, 'body') && Object.hasOwn(payload, 'receivedAt')
    ? (payload.body ?? null)
    : payload;

/** Puts an edited part back. */
export const withEdited = (payload: JsonValue, edited: JsonValue): JsonValue =>
  isRecord(payload) && editable(payload) !== payload ? { ...payload, body: edited } : edited;
