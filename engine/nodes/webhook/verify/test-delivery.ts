import type { Delivery } from '../../define.ts';
import { createAuthenticate, type Verify, verifySchema } from './verify.ts';

/** A delivery as it arrives, for tests. */
export const deliver = (
  headers: Delivery['headers'],
  body: string | Uint8Array,
  receivedAtSeconds = 1_700_000_000,
): Delivery => ({
  method: 'POST',
  path: 'hook',
  query: {},
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  raw: typeof body === 'string' ? Buffer.from(body) : body,
  receivedAtMs: receivedAtSeconds * 1000,
});

/** What became of a delivery: `ok`, or the status it is answered with. `secret` is the one in the connection "now". */
export const outcome = (
  verify: { kind: Verify['kind'] } & Record<string, unknown>,
  delivery: Delivery,
  secret: string | undefined,
): 'ok' | 401 | 503 => {
  const settings = verifySchema.parse(verify.kind === 'none' ? verify : { credential: 'now', ...verify });
  const secrets = new Map(secret === undefined ? [] : [['now', secret]]);
  const result = createAuthenticate(settings)(delivery, secrets);
  return result.ok ? 'ok' : result.status;
};

const flipText = (text: string, index: number, bit: number): string =>
  text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ (1 << bit)) + text.slice(index + 1);

/**
 * Every delivery that differs from a genuine one in one bit of the body or of one of these headers, has one byte more or
 * less, lacks a header, has it twice, or has only a part of it.
 */
export function* mutants(delivery: Delivery, names: string[]): Generator<{ what: string; delivery: Delivery }> {
  for (let index = 0; index < delivery.raw.length; index++)
    for (let bit = 0; bit < 8; bit++) {
      const raw = Uint8Array.from(delivery.raw);
      raw[index] = (raw[index] ?? 0) ^ (1 << bit);
      yield { what: `body byte ${index} bit ${bit}`, delivery: { ...delivery, raw } };
    }
  yield { what: 'a longer body', delivery: { ...delivery, raw: Buffer.concat([delivery.raw, Buffer.from(' ')]) } };
  yield { what: 'a shorter body', delivery: { ...delivery, raw: delivery.raw.subarray(0, -1) } };
  yield { what: 'no body', delivery: { ...delivery, raw: new Uint8Array() } };
  for (const name of names) {
    const value = delivery.headers[name];
    if (typeof value !== 'string') throw new Error(`The genuine delivery has no single header ${name}`);
    const { [name]: _gone, ...others } = delivery.headers;
    const replaced = (what: string, changed: string | string[]) => ({
      what: `${name} ${what}`,
      delivery: { ...delivery, headers: { ...others, [name]: changed } },
    });
    for (let index = 0; index < value.length; index++)
      for (let bit = 0; bit < 8; bit++) yield replaced(`byte ${index} bit ${bit}`, flipText(value, index, bit));
    for (let length = 0; length < value.length; length++) yield replaced(`cut to ${length}`, value.slice(0, length));
    yield replaced('with more', `${value}0`);
    yield replaced('twice', [value, value]);
    yield replaced('as a list', [value]);
    yield { what: `without ${name}`, delivery: { ...delivery, headers: others } };
  }
}
