import { isRecord, type JsonRecord, type JsonValue } from '../model/json.ts';
import { hiddenValue } from '../model/mask-secrets.ts';

/**
 * What an event is about, in one line: "payment_intent.succeeded · jane@acme.co · 49.00 EUR". A guess from the usual names of
 * fields; it is for reading only, nothing is decided by it.
 */

const longest = 140;

/** Closes what is open, so that the beginning of a JSON text can be read. */
const closed = (text: string): string => {
  const open: string[] = [];
  let inText = false;
  let cut = 0;
  let endings = '';
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place];
    if (inText) {
      if (character === '\\') place += 1;
      else if (character === '"') inText = false;
      continue;
    }
    if (character === '"') inText = true;
    else if (character === '{') open.push('}');
    else if (character === '[') open.push(']');
    else if (character === '}' || character === ']') open.pop();
    else if (character === ',') {
      cut = place;
      endings = [...open].reverse().join('');
    }
  }
  return text.slice(0, cut) + endings;
};

/** A payload of which only the beginning was read; null when even that says nothing. */
export const readStart = (text: string, isWhole: boolean): JsonValue => {
  try {
    return JSON.parse(isWhole ? text : closed(text)) as JsonValue;
  } catch {
    return null;
  }
};

type Test = (name: string, value: string | number) => string | undefined;

/** Looks through fields, those near the top first, and not without end. */
const firstField = (top: JsonValue, test: Test): string | undefined => {
  let level: JsonValue[] = [top];
  let left = 400;
  for (let depth = 0; depth < 6 && level.length > 0; depth += 1) {
    const below: JsonValue[] = [];
    for (const holder of level) {
      if (!isRecord(holder)) continue;
      for (const name in holder) {
        const value = holder[name] ?? null;
        left -= 1;
        if (left < 0) return undefined;
        if (typeof value === 'string' || typeof value === 'number') {
          const found = test(name.toLowerCase(), value);
          if (found !== undefined) return found;
        } else if (value !== null) below.push(...(Array.isArray(value) ? value.slice(0, 3) : [value]));
      }
    }
    level = below;
  }
  return undefined;
};

/** A text that says something: not empty, and not one that was hidden because it looks secret. */
const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' && value !== hiddenValue ? value.trim() : undefined;

const number: Test = (name, value) =>
  /^(order_number|order_id|number|invoice_number)$/.test(name) ? `#${String(value).replace(/^#/, '')}` : undefined;
const email: Test = (name, value) =>
  /mail/.test(name) && typeof value === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? value : undefined;
const fullName: Test = (name, value) =>
  /^(full_?name|customer_?name|name|title|subject)$/.test(name) && typeof value === 'string' ? text(value) : undefined;
const money: Test = (name, value) => {
  if (!/^(total_price|total|amount_total|amount_due|amount_received|amount)$/.test(name)) return undefined;
  return typeof value === 'number' || /^\d+([.,]\d+)?$/.test(value) ? String(value) : undefined;
};
const currency: Test = (name, value) =>
  name === 'currency' && typeof value === 'string' && /^[a-z]{3}$/i.test(value) ? value.toUpperCase() : undefined;

/** Stripe counts in the smallest unit of a currency; a few currencies have none (docs.stripe.com/currencies). */
const withoutCents = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF'.split(' '));

const amountOf = (body: JsonValue, isStripe: boolean): string | undefined => {
  const amount = firstField(body, money);
  const unit = firstField(body, currency);
  if (amount === undefined) return undefined;
  const cents = isStripe && unit !== undefined && !withoutCents.has(unit);
  const shown = cents ? (Number(amount) / 100).toFixed(2) : amount;
  return unit === undefined ? shown : `${shown} ${unit}`;
};

/** What kind of event a service sent: its own word for it, from a header or a field. */
const typeOf = (headers: JsonRecord, body: JsonValue): string | undefined => {
  const github = text(headers['x-github-event']);
  if (github) {
    const action = isRecord(body) ? text(body.action) : undefined;
    return action ? `${github}.${action}` : github;
  }
  const named = text(headers['x-shopify-topic']) ?? text(headers['x-wc-webhook-topic']);
  if (named || !isRecord(body)) return named;
  for (const name of ['type', 'event', 'event_type', 'eventType', 'topic', 'action']) {
    const found = text(body[name]);
    if (found && found.length <= 80) return found;
  }
  return undefined;
};

const joined = (parts: (string | undefined)[]): string => {
  const line = [...new Set(parts.filter((part) => part !== undefined))].slice(0, 4).join(' · ').replace(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
};

const ofWebhook = (payload: JsonRecord): string => {
  const headers = isRecord(payload.headers) ? payload.headers : {};
  const body = payload.body ?? null;
  const isStripe = headers['stripe-signature'] !== undefined || (isRecord(body) && text(body.id)?.startsWith('evt_'));
  const said = ofFields(typeOf(headers, body), body, isStripe === true);
  return said || joined([`${text(payload.method) ?? 'POST'} ${text(payload.path) ?? ''}`.trim()]);
};

const ofFields = (type: string | undefined, body: JsonValue, isStripe: boolean): string => {
  if (typeof body === 'string') return joined([type, text(body)]);
  const who = firstField(body, email) ?? firstField(body, fullName);
  const id = isRecord(body) ? (text(body.id) ?? (typeof body.id === 'number' ? `#${body.id}` : undefined)) : undefined;
  const parts = [firstField(body, number), who, amountOf(body, isStripe)];
  return joined([type, ...parts, ...(parts.every((part) => part === undefined) ? [id] : [])]);
};

/** The headline of an event of any kind; never empty. `payload` may be null when it could not be understood or was not kept. */
export const headlineOf = (kind: string, node: string, payload: JsonValue): string => {
  if (!isRecord(payload)) return kind === 'webhook' ? 'A delivery without its content' : 'Without its content';
  if (kind === 'webhook') return ofWebhook(payload);
  if (kind === 'app-event') return ofFields(text(payload.name) ?? node, payload.data ?? null, false) || node;
  return ofFields(undefined, payload, false) || (kind === 'manual' ? 'Started by hand' : node);
};

/** Payloads up to this many characters are read whole, of larger ones the beginning. */
const wholeCharacters = 32_768;

/** The headline of a payload as it is stored, however large it is. */
export const headlineOfText = (kind: string, node: string, payload: string | null): string => {
  if (payload === null) return headlineOf(kind, node, null);
  const isWhole = payload.length <= wholeCharacters;
  return headlineOf(kind, node, readStart(isWhole ? payload : payload.slice(0, wholeCharacters), isWhole));
};
