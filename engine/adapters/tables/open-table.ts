import type { CellValue } from '../../model/outside.ts';

/** One row to write: its place below the header (the number of rows = a new one), and values by the place of their column. */
export interface RowChange {
  row: number;
  cells: ReadonlyMap<number, CellValue>;
}

/** A table of a file, read whole. */
export interface OpenTable {
  /** The sheet, or empty for a CSV file. */
  sheet: string;
  /** The header; empty when there is nothing in the file yet. */
  columns: string[];
  rows: CellValue[][];
  /** The file with these changes; everything else in it stays as it is. `header` is written when there was none. */
  write(changes: readonly RowChange[], header: readonly string[]): Uint8Array;
}

/** Everything WhenThen does with a table is done in memory; this keeps it from taking the computer down. */
export const maxFileBytes = 50 * 1024 * 1024;
export const maxRows = 100_000;
