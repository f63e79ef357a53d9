import { z } from 'zod';

/**
 * Ids of things the engine stores: a prefix and 11 characters of Crockford base 32 over a 53-bit integer.
 * The integer is the row id in the database: milliseconds times 4096 plus a counter, so ids sort by time,
 * new rows are always appended to the end of their tables, and paging by id is paging by time.
 */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const length = 11;

const idSchema = <Prefix extends string>(prefix: Prefix) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{${length}}$`), `This is not an id of the form ${prefix}_…`);

export const flowIdSchema = idSchema('flow').brand<'FlowId'>();
export const eventIdSchema = idSchema('evt').brand<'EventId'>();
export const runIdSchema = idSchema('run').brand<'RunId'>();
/** A message kept on this computer: a practice mail, a notification. */
export const outboxIdSchema = idSchema('msg').brand<'OutboxId'>();

export type FlowId = z.infer<typeof flowIdSchema>;
export type EventId = z.infer<typeof eventIdSchema>;
export type RunId = z.infer<typeof runIdSchema>;
export type OutboxId = z.infer<typeof outboxIdSchema>;

/** The id of a node inside its flow file. Never changes when the step is renamed. */
export const nodeIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/, 'A step id may hold letters, digits, "_" and "-" only')
  .max(100)
  .brand<'NodeId'>();
export type NodeId = z.infer<typeof nodeIdSchema>;

const encode = (prefix: string, row: number): string => {
  let text = '';
  for (let rest = row; text.length < length; rest = Math.floor(rest / 32)) text = alphabet[rest % 32] + text;
  return `${prefix}_${text}`;
};

/** The row number behind an id. The id must have passed its schema. */
export const rowOf = (id: FlowId | EventId | RunId | OutboxId): number => {
  let row = 0;
  for (const character of id.slice(id.indexOf('_') + 1)) row = row * 32 + alphabet.indexOf(character);
  return row;
};

export const flowIdOf = (row: number): FlowId => encode('flow', row) as FlowId;
export const eventIdOf = (row: number): EventId => encode('evt', row) as EventId;
export const runIdOf = (row: number): RunId => encode('run', row) as RunId;
export const outboxIdOf = (row: number): OutboxId => encode('msg', row) as OutboxId;

/** Row numbers a millisecond has room for. */
const rowsPerMs = 4096;

/** The first row number of a moment: smaller ones were handed out before it. */
export const rowAtTime = (ms: number): number => ms * rowsPerMs;

/** When a row number was handed out, in ms since 1970. */
export const timeOfRow = (row: number): number => Math.floor(row / rowsPerMs);

/**
 * Hands out row numbers that only grow, even when the clock is set back or many are needed in one millisecond.
 * `startAfter` is the largest number already in use.
 */
export const createRowNumbers = (now: () => number, startAfter: number): (() => number) => {
  let last = startAfter;
  return () => {
    last = Math.max(last + 1, rowAtTime(now()));
    return last;
  };
};
