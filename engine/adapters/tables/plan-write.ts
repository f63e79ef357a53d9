import { closest } from '../../model/closest.ts';
import { type Fault, personFault } from '../../model/fault.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { CellValue, TableFileRead, TableFileWrite } from '../../model/outside.ts';
import { maxRows, type OpenTable, type RowChange } from './open-table.ts';

/** A number written out; a spreadsheet makes a number of it and nothing else. */
const isNumberText = (text: string): boolean => /^[+-]?\d+([.,]\d+)?$/.test(text);

/** Texts a spreadsheet would take for a formula (OWASP, "CSV Injection"). */
const looksLikeFormula = (value: CellValue): value is string =>
  typeof value === 'string' && /^[=+\-@\t\r]/.test(value) && !isNumberText(value);

/** The value with a `'` in front where a spreadsheet would calculate with it. */
export const guard = (value: CellValue): CellValue => (looksLikeFormula(value) ? `'${value}` : value);

/** What was guarded, as it was. */
export const unguard = (value: CellValue): CellValue =>
  typeof value === 'string' && value.startsWith("'") && looksLikeFormula(value.slice(1)) ? value.slice(1) : value;

/** Cells of a CSV file are texts, so values are compared as they are written. */
const asWritten = (value: CellValue | undefined): string =>
  typeof value === 'boolean' ? String(value).toUpperCase() : String(unguard(value ?? null) ?? '');

const noColumn = (name: string, columns: readonly string[], where: string): Fault => {
  const near = closest(name, columns);
  return personFault('table.no-column', `There is no column "${name}" in ${where}.`, {
    fix: `${near === undefined ? `Its columns are ${columns.join(', ')}.` : `Did you mean "${near}"?`} A new column is made by typing its name into the first row of the file.`,
    data: { column: name, columns: [...columns] },
  });
};

/** The place of a column by its name, small and capital letters alike. Throws `table.no-column` and `table.column-twice`. */
const placeOf = (name: string, columns: readonly string[], where: string): number => {
  const wanted = name.trim().toLowerCase();
  const places = columns.flatMap((column, place) => (column.trim().toLowerCase() === wanted ? [place] : []));
  const exact = columns.indexOf(name.trim());
  if (places.length > 1)
    throw personFault('table.column-twice', `${where} has the column "${name}" more than once.`, {
      fix: 'Give each column a name of its own in the first row.',
    });
  const place = exact >= 0 ? exact : places[0];
  if (place === undefined) throw noColumn(name, columns, where);
  return place;
};

const recordOf = (columns: readonly string[], row: readonly (CellValue | undefined)[]): JsonRecord => {
  const record: JsonRecord = {};
  // A column without a name holds nothing anybody could ask for.
  for (const [place, name] of columns.entries()) if (name !== '') record[name] = row[place] ?? null;
  return record;
};

const checkSize = (rows: number, where: string): void => {
  if (rows > maxRows)
    throw personFault('table.too-many-rows', `${where} has more than ${maxRows.toLocaleString('en')} rows.`, {
      fix: 'Begin a new file, or use a database.',
    });
};

/** A change of many rows is done in full, but shown by its first rows only. */
const shownRows = 100;

interface PlannedWrite {
  changes: RowChange[];
  /** The header to write; only where there is none yet. */
  header: string[];
  before: JsonRecord[];
  after: JsonRecord[];
}

const findRows = ({ rows }: OpenTable, wanted: readonly { place: number; value: CellValue }[]): number[] =>
  rows.flatMap((row, at) =>
    wanted.every(({ place, value }) => asWritten(row[place]) === asWritten(value)) ? [at] : [],
  );

/** A cell after the write. One that is written as it was stays what it was: `7` in a CSV file is no change of `7`. */
const cellAfter = (old: CellValue | undefined, cells: ReadonlyMap<number, CellValue>, place: number) => {
  const next = cells.get(place);
  return next === undefined || (old !== undefined && asWritten(old) === asWritten(next)) ? old : next;
};

/** What a write changes in a table. `where` names the table in sentences. */
export const planWrite = (table: OpenTable, write: TableFileWrite, where: string): PlannedWrite => {
  checkSize(table.rows.length, where);
  const header = table.columns.length > 0 ? table.columns : write.values.map(({ column }) => column.trim());
  const cells = new Map(
    write.values.map(({ column, value }) => [
      placeOf(column, header, where),
      write.guardFormulas ? guard(value) : value,
    ]),
  );
  const wanted = write.match.map((column) => {
    const place = placeOf(column, header, where);
    const value = cells.get(place) ?? null;
    if (asWritten(value).trim() === '')
      throw personFault('table.no-match-value', `Rows are found by "${column}", but it was empty this time.`, {
        fix: 'Say what to do when it is empty, or correct the data and replay it.',
      });
    return { place, value };
  });
  const found = write.mode === 'append' ? [] : findRows(table, wanted);
  const targets = found.length === 0 && write.mode !== 'update' ? [table.rows.length] : found;
  checkSize(Math.max(table.rows.length, ...targets.map((row) => row + 1).slice(-1)), where);
  const changed = (row: number): JsonRecord =>
    recordOf(
      header,
      header.map((_, place) => cellAfter(table.rows[row]?.[place], cells, place)),
    );
  return {
    changes: targets.map((row) => ({ row, cells })),
    header: [...header],
    before: found.slice(0, shownRows).map((row) => recordOf(header, table.rows[row] ?? [])),
    after: targets.slice(0, shownRows).map(changed),
  };
};

/** The rows that are asked for, as records by column; what was guarded is handed on as it was. */
export const selectRows = (table: OpenTable, read: TableFileRead, where: string) => {
  checkSize(table.rows.length, where);
  const wanted = read.where.map(({ column, value }) => ({ place: placeOf(column, table.columns, where), value }));
  const found = findRows(table, wanted);
  const rows = found.slice(0, read.limit).map((at) =>
    recordOf(
      table.columns,
      (table.rows[at] ?? []).map((value) => unguard(value)),
    ),
  );
  return { rows, truncated: found.length > read.limit };
};
