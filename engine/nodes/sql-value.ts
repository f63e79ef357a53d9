import type { JsonValue } from '../model/json.ts';
import type { SqlValue } from '../model/outside.ts';

/** A value as SQLite stores it: yes and no become 1 and 0, lists and records their JSON text. */
export const toSqlValue = (value: JsonValue): SqlValue => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
};

/**
 * The time a database call may take: a little less than the step, because the database knows whether anything was
 * written when it stops a statement, and whoever stops the step from outside does not.
 */
export const databaseTimeMs = (stepTimeoutMs: number): number => Math.ceil(stepTimeoutMs * 0.9);
