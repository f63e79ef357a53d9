import type { FlowId, OutboxId, RunId } from './ids.ts';
import type { Preview } from './preview.ts';

/** What is kept on this computer instead of leaving it: practice mails and chat messages, and notifications. */
export type OutboxKind = 'email' | 'chat' | 'notification';
export type OutboxMessage = Extract<Preview, { kind: OutboxKind }>;

/** A message a step leaves, stored in the transaction that finishes the step. */
export interface NewOutboxMessage {
  flowId: FlowId;
  node: string;
  /** The idempotency key of the step: a second message with the same key is not kept. */
  key: string;
  message: OutboxMessage;
}

export interface StoredOutboxMessage extends NewOutboxMessage {
  id: OutboxId;
  runId: RunId;
}
