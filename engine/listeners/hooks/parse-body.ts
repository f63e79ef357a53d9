import { type Fault, personFault } from '../../model/fault.ts';
import type { JsonRecord, JsonValue } from '../../model/json.ts';
import { jsonLimits, readJson } from '../../model/parse-json.ts';

const strictText = new TextDecoder('utf-8', { fatal: true });

/** The bytes as text; throws `body.not-utf8`. */
const decode = (raw: Uint8Array): string => {
  try {
    return strictText.decode(raw);
  } catch (cause) {
    throw personFault('body.not-utf8', 'The body is not valid UTF-8 text.', {
      fix: 'Set the sender to UTF-8.',
      cause,
    });
  }
};

const countFields = (text: string): number => {
  let fields = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) fields++;
  return fields;
};

/** A form or query as a record; a name that comes more than once becomes a list. Throws `body.too-many-values`. */
export const readForm = (text: string): JsonRecord => {
  const fields = countFields(text);
  if (fields > jsonLimits.values)
    throw personFault(
      'body.too-many-values',
      `The form holds ${fields} fields; at most ${jsonLimits.values} are accepted.`,
    );
  const record: JsonRecord = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (name === '__proto__' || name === 'constructor' || name === 'prototype') continue;
    const known = Object.hasOwn(record, name) ? record[name] : undefined;
    // Added in place: copying the list for every value takes minutes when a name comes 50,000 times.
    if (Array.isArray(known)) known.push(value);
    else record[name] = known === undefined ? value : [known, value];
  }
  return record;
};

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);

/** A body as understood. `json`: the text it came as, when that text says just the same in the usual spelling. */
export interface ParsedBody {
  value: JsonValue;
  json: string | null;
}

const asJson = (text: string): ParsedBody => {
  const { value, exact } = readJson(text);
  // PHP writes "\/"; a secret in that spelling would not be recognised when the text is stored as it came.
  return { value, json: exact && !text.includes('\\/') ? text : null };
};

/** JSON that came under another name (`curl -d`, Amazon SNS) is still JSON when it parses. */
const jsonOr = (text: string, otherwise: (text: string) => JsonValue): ParsedBody => {
  if (looksLikeJson(text))
    try {
      return asJson(text);
    } catch {
      // Not JSON after all: it is what it says it is.
    }
  return { value: otherwise(text), json: null };
};

const unsupported = (type: string): Fault =>
  personFault('body.unsupported-type', `The body came as "${type}", which WhenThen cannot read.`, {
    fix: 'Set the sender to JSON (application/json), a form or plain text.',
  });

/**
 * Understands a body by its content type: JSON, form or text. An empty body is null. Throws a fault that says what is wrong
 * with it: `json.*`, `body.not-utf8`, `body.too-many-values`, `body.unsupported-type`.
 */
export const parseBody = (raw: Uint8Array, contentType: string | undefined): ParsedBody => {
  if (raw.length === 0) return { value: null, json: null };
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || type.endsWith('+json')) return asJson(decode(raw));
  if (type === 'application/x-www-form-urlencoded') return jsonOr(decode(raw), readForm);
  if (type === '' || type.startsWith('text/')) return jsonOr(decode(raw), (text) => text);
  throw unsupported(type);
};
