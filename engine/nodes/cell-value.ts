import type { JsonValue } from '../model/json.ts';
import type { CellValue } from '../model/outside.ts';

/** A value as a cell holds it: lists and records become their JSON text. */
export const toCell = (value: JsonValue): CellValue =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

/** The last part of a path as it was typed, for sentences. */
export const fileNameOf = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** Whether a typed path may be a table by its name; one with a placeholder is looked at when it has its value. */
export const isTableName = (path: unknown): boolean =>
  typeof path !== 'string' || /\.(csv|tsv|txt|xlsx|xlsm)$/i.test(path);
