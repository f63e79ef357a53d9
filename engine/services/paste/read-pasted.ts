import { readForm } from '../../listeners/hooks/parse-body.ts';
import { personFault } from '../../model/fault.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import { maskSecrets } from '../../model/mask-secrets.ts';
import { readContent } from './read-content.ts';
import { readCsv } from './read-csv.ts';
import { isCurl, readCurl } from './read-curl.ts';

/** Characters of a text that are looked at. */
const longest = 10_000_000;

/** A pasted text as the parts of a delivery; what looked secret in it is hidden. */
export interface Pasted {
  kind: 'json' | 'form' | 'curl' | 'csv-line';
  method?: string;
  headers?: JsonRecord;
  query?: JsonRecord;
  body: JsonValue;
  /** Paths of what was hidden: `body.password`. */
  masked: string[];
  /** What was left out or hidden, a sentence each. */
  notes: string[];
}

type Read = Omit<Pasted, 'masked' | 'notes'> & { notes?: string[] };

/** `a=b&c=d`, also with a question mark before it as in an address. */
const formPattern = /^\??[^\s=&?{}[\]<>"']+(?:\[[^\s=&[\]]*\])*=\S*$/;

/** `name=value` on each line, as some tools show a form. */
const readLines = (text: string): JsonRecord | null => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^\s*([\w.[\]-]{1,100})\s*=\s?(.*)$/.exec(line));
  if (lines.length < 2 || !pairs.every((pair) => pair !== null)) return null;
  return readForm(
    pairs.map(([, name = '', value = '']) => [name, value.toWellFormed()].map(encodeURIComponent).join('=')).join('&'),
  );
};

const readForms = (text: string): JsonRecord | null =>
  formPattern.test(text) ? readForm(text.replace(/^\?/, '')) : readLines(text);

const unknown = () =>
  personFault('paste.unknown', 'WhenThen cannot tell what this is.', {
    fix: 'Paste JSON, form text such as name=Ana&city=Lisboa, lines of a table, or a curl command.',
  });

const tooLong = () =>
  personFault('paste.too-long', 'This text is too long: at most 10 million characters can be pasted.', {
    fix: 'Paste one delivery, not a whole list of them.',
  });

const read = (pasted: string): Read => {
  const text = pasted.trim();
  if (text === '') throw personFault('paste.empty', 'There is nothing to paste.', { fix: 'Copy an example first.' });
  if (isCurl(text)) {
    const { url: _url, sent: _sent, ...delivery } = readCurl(text);
    return { kind: 'curl', ...delivery };
  }
  // Untrimmed, so that the lines of its mistakes are the lines the person sees.
  if (/^[[{]/.test(text)) return { kind: 'json', body: readContent(pasted, 'application/json') };
  const form = readForms(text);
  if (form) return { kind: 'form', body: form };
  const table = readCsv(text);
  if (!table) throw unknown();
  const notes = table.rows > 1 ? [`Only the first of ${table.rows} rows was used.`] : [];
  return { kind: 'csv-line', body: table.record, notes };
};

/**
 * Finds out what a person pasted (JSON, a form, a line of a table or a curl command) and makes the parts of a delivery of it.
 * Secrets are hidden. Throws faults only: `paste.*`, `json.*` and `body.*`, with the line of a mistake.
 */
export const readPasted = (pasted: string): Pasted => {
  if (pasted.length > longest) throw tooLong();
  const { kind, method, notes = [], ...parts } = read(pasted.replace(/^\ufeff/, ''));
  const { value, masked } = maskSecrets({ ...parts });
  const shown = isRecord(value) ? value : {};
  const names =
    masked
      .slice(0, 10)
      .map((path) => path.slice(0, 80))
      .join(', ') + (masked.length > 10 ? ` and ${masked.length - 10} more` : '');
  return {
    kind,
    ...(method !== undefined && { method }),
    ...(isRecord(shown.headers) && { headers: shown.headers }),
    ...(isRecord(shown.query) && { query: shown.query }),
    body: shown.body ?? null,
    masked,
    notes: masked.length > 0 ? [...notes, `Hidden because it looks secret: ${names}.`] : notes,
  };
};
