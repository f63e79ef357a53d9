import { readYesNo } from '../../model/read-values.ts';
import { asText, isNot, type OwnFilter, searchedAtMost } from './filter-inputs.ts';

/** Every repetition is bounded, so that no text makes a search slow. */
const email = /[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/;
const link = /https?:\/\/[^\s<>"']{1,2000}/i;
/** What ends a sentence rather than an address. */
const trailing = /[.,;:!?)\]]{1,10}$/;
const pointNumber = /-?\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,15})?/;
const commaNumber = /-?\d{1,15}(?:\.\d{3}){0,4}(?:,\d{1,15})?/;

const find = (value: unknown, pattern: RegExp): string | null =>
  pattern.exec(asText(value).slice(0, searchedAtMost))?.[0] ?? null;

/** "DE=Germany; FR=France" as pairs; a table may also have one pair per line. */
const readTable = (table: string): Map<string, string> =>
  new Map(
    table.split(/[;\n]/).flatMap((pair): [string, string][] => {
      const at = pair.indexOf('=');
      return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
    }),
  );

export const textFilters: Readonly<Record<string, OwnFilter>> = {
  text_between: (value, from, to) => {
    const text = asText(value);
    const start = text.indexOf(asText(from));
    if (start < 0) return null;
    const rest = text.slice(start + asText(from).length);
    const end = rest.indexOf(asText(to));
    return end < 0 ? null : rest.slice(0, end);
  },
  find_email: (value) => find(value, email),
  find_link: (value) => find(value, link)?.replace(trailing, '') ?? null,
  find_number: (value, decimals) => {
    const isComma = decimals === 'comma';
    const found = find(value, isComma ? commaNumber : pointNumber);
    if (found === null) return null;
    return Number(isComma ? found.replaceAll('.', '').replace(',', '.') : found.replaceAll(',', ''));
  },
  look_up: (value, table, otherwise) => {
    const found = readTable(asText(table)).get(asText(value).trim());
    return found ?? (otherwise === undefined ? null : asText(otherwise));
  },
  yes_no_words: (value, yes, no) => {
    const read = readYesNo(value as never);
    if (read === undefined) throw isNot(value, 'yes or no');
    return asText(read ? yes : no);
  },
  to_text: (value) => asText(value),
  to_yes_no: (value) => {
    const read = readYesNo(value as never);
    if (read === undefined) throw isNot(value, 'yes or no');
    return read;
  },
};
