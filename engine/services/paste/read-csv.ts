import type { JsonRecord } from '../../model/json.ts';

/** The first record of a table, by the names in its first line or `column_1` and so on. */
export interface CsvRecord {
  record: JsonRecord;
  /** Rows of values, the used one included. */
  rows: number;
}

/** More columns than this are not a table a person works with. */
const maxColumns = 1000;

/** The first two rows of a text, which are all that is used, and how many there are. */
interface Rows {
  first: string[];
  second: string[] | null;
  count: number;
}

const plainEnds: Record<string, RegExp> = { '\t': /[\t\r\n]/g, ';': /[;\r\n]/g, ',': /[,\r\n]/g };

/** One row as RFC 4180 writes it, and where the next begins; null when a quote is where it cannot be. */
const readRow = (text: string, start: number, separator: string): { row: string[]; next: number } | null => {
  const row: string[] = [];
  const plainEnd = plainEnds[separator] ?? /$/g;
  for (let at = start; ; at++) {
    if (text[at] === '"') {
      const quoted = readQuoted(text, at);
      if (!quoted) return null;
      row.push(quoted.cell);
      at = quoted.end;
    } else {
      plainEnd.lastIndex = at;
      const end = plainEnd.exec(text)?.index ?? text.length;
      row.push(text.slice(at, end));
      at = end;
    }
    if (text[at] === separator) continue;
    if (at < text.length && text[at] !== '\r' && text[at] !== '\n') return null;
    return { row, next: at + (text.startsWith('\r\n', at) ? 2 : 1) };
  }
};

const isBlank = (row: readonly string[]): boolean => row.length === 1 && row[0]?.trim() === '';

/** Null when the text is no table with this separator. */
const readRows = (text: string, separator: string): Rows | null => {
  const rows: Rows = { first: [], second: null, count: 0 };
  for (let at = 0; at < text.length; ) {
    const read = readRow(text, at, separator);
    if (!read) return null;
    at = read.next;
    if (isBlank(read.row)) continue;
    rows.count++;
    if (rows.count === 1) rows.first = read.row;
    if (rows.count === 2) rows.second = read.row;
    if (rows.first.length < 2 || rows.first.length > maxColumns) return null;
    if (rows.second && rows.second.length !== rows.first.length) return null;
  }
  return rows;
};

const readQuoted = (text: string, start: number): { cell: string; end: number } | null => {
  const pieces: string[] = [];
  for (let at = start + 1; ; ) {
    const end = text.indexOf('"', at);
    if (end < 0) return null;
    pieces.push(text.slice(at, end));
    if (text[end + 1] !== '"') return { cell: pieces.join(''), end: end + 1 };
    pieces.push('"');
    at = end + 2;
  }
};

/** Whether a first row looks like names and not like values. */
const areNames = (cells: readonly string[]): boolean =>
  new Set(cells).size === cells.length &&
  cells.every((cell) => cell !== '' && cell.length <= 100 && !/^[+\-€$£]?\d|@|^https?:/.test(cell));

/** One line with commas may just as well be a sentence; a table has no space after its commas. */
const isSentence = (text: string, separator: string): boolean => separator !== '\t' && text.includes(`${separator} `);

/** Reads a line or a table of values separated by tabs, semicolons or commas; null when the text is neither. */
export const readCsv = (text: string): CsvRecord | null => {
  const tables = ['\t', ';', ','].flatMap((separator) => {
    const rows = readRows(text, separator);
    return rows && (rows.second || !isSentence(text, separator)) ? [rows] : [];
  });
  const [rows] = tables.sort((a, b) => b.first.length - a.first.length);
  if (!rows) return null;
  const { first, second, count } = rows;
  const trimmed = first.map((cell) => cell.trim());
  const named = second !== null && areNames(trimmed);
  const names = named ? trimmed : first.map((_, place) => `column_${place + 1}`);
  const cells = named ? second : first;
  const reserved = ['__proto__', 'constructor', 'prototype'];
  return {
    record: Object.fromEntries(
      names.flatMap((name, place) => (reserved.includes(name) ? [] : [[name, cells[place] ?? '']])),
    ),
    rows: named ? count - 1 : count,
  };
};
