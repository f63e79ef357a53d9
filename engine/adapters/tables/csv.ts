import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { personFault } from '../../model/fault.ts';
import type { CellValue } from '../../model/outside.ts';
import { maxRows, type OpenTable } from './open-table.ts';

/** How the person's program writes this file; what is added is written the same way. */
export interface Dialect {
  delimiter: string;
  newline: string;
  /** Whether every field stands in quotes, needed or not. */
  quoted: boolean;
  /** The mark some programs need to read anything but English. */
  bom: boolean;
}

const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Counts a character in the first record, outside of quotes. */
const countInHeader = (text: string, wanted: string): number => {
  let inQuotes = false;
  let count = 0;
  for (const letter of text) {
    if (letter === '"') inQuotes = !inQuotes;
    else if (!inQuotes && (letter === '\n' || letter === '\r')) break;
    else if (!inQuotes && letter === wanted) count++;
  }
  return count;
};

/** Told from the header: the separator it holds most of, the first line break outside of quotes, quotes around everything. */
export const detectDialect = (text: string, name: string): Omit<Dialect, 'bom'> => {
  const usual = name.toLowerCase().endsWith('.tsv') ? '\t' : ',';
  const counted = [usual, ';', '\t', '|', ','].map((delimiter) => ({
    delimiter,
    count: countInHeader(text, delimiter),
  }));
  const best = counted.reduce((most, one) => (one.count > most.count ? one : most));
  const header = /^(?:[^"\r\n]|"(?:[^"]|"")*")*/.exec(text)?.[0] ?? '';
  const newline = /^(?:\r\n|\n|\r)/.exec(text.slice(header.length))?.[0] ?? '\n';
  const fields = header === '' ? [] : header.split(best.delimiter);
  return { delimiter: best.delimiter, newline, quoted: fields.length > 0 && fields.every((field) => /^"/.test(field)) };
};

const broken = (path: string, thrown: unknown): Error =>
  thrown instanceof CsvError
    ? personFault('table.broken', `"${path}" is not a proper CSV file: ${thrown.message}.`, {
        fix: 'Open it in a spreadsheet, look at that line, and save it as CSV again.',
      })
    : (thrown as Error);

interface Line {
  record: string[];
  info: { bytes: number };
}

const parseLines = (content: Buffer, delimiter: string, path: string): Line[] => {
  try {
    return parse(content, {
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      // One more for the header and one to notice that there are too many.
      to: maxRows + 2,
    }) as unknown as Line[];
  } catch (thrown) {
    throw broken(path, thrown);
  }
};

const cellText = (value: CellValue | undefined): string => {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value === null || value === undefined ? '' : String(value);
};

const isBlank = (record: readonly string[]): boolean => record.every((field) => field === '');

/** Opens a CSV file. Only lines that change are written anew; all others keep their bytes. */
export const openCsv = (bytes: Uint8Array, path: string): OpenTable => {
  const whole = Buffer.from(bytes);
  if (!isUtf8(whole))
    throw personFault('table.encoding', `"${path}" is not saved as UTF-8, so its letters cannot be read for sure.`, {
      fix: 'Save it as “CSV UTF-8” in your spreadsheet.',
    });
  const bom = whole.subarray(0, 3).equals(mark);
  const content = bom ? whole.subarray(3) : whole;
  const dialect = detectDialect(content.subarray(0, 256 * 1024).toString(), path);
  const lines = content.length === 0 ? [] : parseLines(content, dialect.delimiter, path);
  const [head, ...below] = lines.map(({ record, info }, index) => ({
    record,
    start: lines[index - 1]?.info.bytes ?? 0,
    end: info.bytes,
  }));
  // A blank line is no row, but it stays where it is.
  const rows = below.filter(({ record }) => !isBlank(record));

  const writeLine = (fields: readonly string[]): string =>
    stringify([fields], {
      delimiter: dialect.delimiter,
      quoted: dialect.quoted,
      // A line break of another system is one to some programs all the same.
      quoted_match: /[\r\n]/,
      record_delimiter: dialect.newline,
    });

  return {
    sheet: '',
    columns: head ? head.record.map((name) => name.trim()) : [],
    rows: rows.map(({ record }) => record),
    write: (changes, header) => {
      const pieces: (Buffer | string)[] = bom ? [mark] : [];
      const added: string[] = head ? [] : [writeLine(header)];
      const width = Math.max(head?.record.length ?? 0, header.length);
      let at = 0;
      for (const { row, cells } of [...changes].sort((a, b) => a.row - b.row)) {
        const old = rows[row];
        const fields = Array.from({ length: Math.max(width, old?.record.length ?? 0) }, (_, column) =>
          cells.has(column) ? cellText(cells.get(column)) : (old?.record[column] ?? ''),
        );
        if (!old) {
          added.push(writeLine(fields));
          continue;
        }
        const line = writeLine(fields);
        const hadEnd = /[\r\n]$/.test(content.subarray(old.end - 1, old.end).toString());
        pieces.push(content.subarray(at, old.start), hadEnd ? line : line.slice(0, -dialect.newline.length));
        at = old.end;
      }
      pieces.push(content.subarray(at));
      const ends = content.length === 0 || /[\r\n]/.test(content.subarray(-1).toString());
      if (added.length > 0 && !ends) pieces.push(dialect.newline);
      return Buffer.concat(
        [...pieces, ...added].map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)),
      );
    },
  };
};
