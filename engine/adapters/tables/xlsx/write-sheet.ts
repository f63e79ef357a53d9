import { personFault } from '../../../model/fault.ts';
import type { CellValue } from '../../../model/outside.ts';
import { lettersOf, type ScannedCell, type ScannedRow, type ScannedSheet } from './scan-sheet.ts';

/** A row to write, by its number as people count, and the row it takes its looks from. */
export interface SheetChange {
  number: number;
  cells: ReadonlyMap<number, CellValue>;
  looksLike: ScannedRow | undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const unwritable = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;

const asCode = (letter: string): string => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Text as XML of this kind holds it: what XML cannot carry is written as `_x001F_` (ECMA-376, ST_Xstring). */
const escapeText = (text: string): string =>
  text
    .replace(/_x[0-9A-Fa-f]{4}_/g, (found) => `_x005F${found}`)
    .replace(unwritable, asCode)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Excel shows at most this much in one cell, and calls a file with more damaged. */
const longestText = 32_767;

const writeCell = (value: CellValue, place: string, style: string | undefined, prefix: string): string => {
  const tag = (name: string, inside: string, more = ''): string =>
    `<${prefix}${name}${more}>${inside}</${prefix}${name}>`;
  const where = ` r="${place}"${style === undefined ? '' : ` s="${style}"`}`;
  if (value === null || value === '') return `<${prefix}c${where}/>`;
  if (typeof value === 'number') return tag('c', tag('v', String(value)), where);
  if (typeof value === 'boolean') return tag('c', tag('v', value ? '1' : '0'), `${where} t="b"`);
  if (value.length > longestText)
    throw personFault(
      'table.cell-too-long',
      `The text for ${place} is longer than the 32,767 characters a cell holds.`,
      {
        fix: 'Shorten it, for example with the filter “truncate”.',
      },
    );
  const inside = tag('t', escapeText(value.toWellFormed()), ' xml:space="preserve"');
  return tag('c', tag('is', inside), `${where} t="inlineStr"`);
};

const refuseFormula = (cell: ScannedCell | undefined, place: string): void => {
  if (cell?.hasFormula)
    throw personFault('table.formula', `${place} holds a formula, and it is not overwritten.`, {
      fix: 'Leave this column out of the values, or remove the formula from the file.',
    });
};

interface Edit {
  start: number;
  end: number;
  text: string;
}

const newRow = ({ number, cells, looksLike }: SheetChange, prefix: string): string => {
  const styles = new Map(looksLike?.cells.map(({ column, style }) => [column, style]));
  const columns = [
    ...new Set([...cells.keys(), ...[...styles].filter(([, style]) => style !== undefined).map(([column]) => column)]),
  ];
  const inside = columns
    .sort((a, b) => a - b)
    .map((column) => writeCell(cells.get(column) ?? null, `${lettersOf(column)}${number}`, styles.get(column), prefix));
  return `<${prefix}row r="${number}">${inside.join('')}</${prefix}row>`;
};

/** Cells stand in the order of their columns. */
const inOrder = (cells: ReadonlyMap<number, CellValue>) => [...cells].sort(([a], [b]) => a - b);

const cellEdits = (row: ScannedRow, { number, cells, looksLike }: SheetChange, prefix: string): Edit[] =>
  inOrder(cells).map(([column, value]) => {
    const place = `${lettersOf(column)}${number}`;
    const old = row.cells.find((cell) => cell.column === column);
    refuseFormula(old, place);
    const style = old?.style ?? looksLike?.cells.find((cell) => cell.column === column)?.style;
    const after = row.cells.find((cell) => cell.column > column);
    const at = old ?? { start: after?.start ?? row.insideEnd, end: after?.start ?? row.insideEnd };
    return { start: at.start, end: at.end, text: writeCell(value, place, style, prefix) };
  });

const rowEdits = (
  xml: string,
  sheet: ScannedSheet,
  rows: ReadonlyMap<number, ScannedRow>,
  change: SheetChange,
): Edit[] => {
  const row = rows.get(change.number);
  // A row that is one empty tag keeps its height and looks.
  if (row && row.insideEnd === row.end) {
    const tag = xml.slice(row.start, row.end).replace(/\s*\/>$/, '>');
    const cells = newRow(change, sheet.prefix).replace(/^<[^>]*>/, '');
    return [{ start: row.start, end: row.end, text: tag + cells }];
  }
  if (row) return cellEdits(row, change, sheet.prefix);
  const after = sheet.rows.find(({ number }) => number > change.number);
  const at = after?.start ?? sheet.data.insideEnd;
  return [{ start: at, end: at, text: newRow(change, sheet.prefix) }];
};

const applyEdits = (xml: string, edits: readonly Edit[]): string => {
  // Sorting is stable, so several texts at one place keep their order.
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  let at = 0;
  const pieces = sorted.map(({ start, end, text }) => {
    const piece = xml.slice(at, start) + text;
    at = end;
    return piece;
  });
  return [...pieces, xml.slice(at)].join('');
};

/** The text of a sheet with some rows changed or added; everything else in it stays as it is, letter by letter. */
export const writeSheet = (xml: string, sheet: ScannedSheet, changes: readonly SheetChange[]): string => {
  const { prefix, data, dimension } = sheet;
  const rows = new Map(sheet.rows.map((row) => [row.number, row]));
  const edits = changes.flatMap((change) => [...rowEdits(xml, sheet, rows, change)].sort((a, b) => a.start - b.start));
  const isEmptyTag = data.insideEnd === data.end;
  const body = isEmptyTag
    ? [
        {
          start: data.start,
          end: data.end,
          text: `<${prefix}sheetData>${edits.map(({ text }) => text).join('')}</${prefix}sheetData>`,
        },
      ]
    : edits;
  // What it says about the used area would be wrong now; it may be left out (ECMA-376, 18.3.1.35).
  return applyEdits(xml, [...(dimension ? [{ ...dimension, text: '' }] : []), ...body]);
};
