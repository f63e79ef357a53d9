import { z } from 'zod';
import { idText, idTextLength, rowOfText } from './row-numbers.ts';

export { createRowNumbers, rowAtTime, timeOfRow } from './row-numbers.ts';

const idSchema = <Prefix extends string>(prefix: Prefix) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{${idTextLength}}$`), `This is not an id of the form ${prefix}_…`);

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

/** The row number behind an id. The id must have passed its schema. */
export const rowOf = (id: FlowId | EventId | RunId | OutboxId): number => rowOfText(id);

export const flowIdOf = (row: number): FlowId => idText('flow', row) as FlowId;
export const eventIdOf = (row: number): EventId => idText('evt', row) as EventId;
export const runIdOf = (row: number): RunId => idText('run', row) as RunId;
export const outboxIdOf = (row: number): OutboxId => idText('msg', row) as OutboxId;
