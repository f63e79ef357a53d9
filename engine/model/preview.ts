import type { AiQuestion } from './ai.ts';
import type { ChatMessage } from './chat.ts';
import type { JsonRecord, JsonValue } from './json.ts';

/**
 * The exact thing an action would do (dry run) or did (run). One shape for both, so that what was promised can be
 * compared with what was done.
 */
export type Preview =
  | {
      kind: 'request';
      method: string;
      url: string;
      headers: { name: string; value: string }[];
      body: string;
      saveTo?: string;
    }
  | RowPreview
  | { kind: 'query'; file: string; sql: string; bind: JsonValue[] }
  | { kind: 'file'; path: string; mode: string; content: string }
  | { kind: 'move'; from: string; to: string; bytes: number; replaces: boolean }
  | { kind: 'program'; program: string; args: string[]; input: string; folder: string }
  /** What code said about its own work. */
  | { kind: 'log'; lines: string[] }
  | { kind: 'event'; name: string; data: JsonValue }
  | { kind: 'question'; question: string; details: string; until: string }
  | { kind: 'call'; flow: string; payload: JsonValue }
  | EmailPreview
  | ChatPreview
  | PromptPreview
  | { kind: 'notification'; title: string; text: string }
  /** What arrived, held against what was expected. `extra` are fields that were not, where that is worth a note. */
  | { kind: 'checked'; fields: CheckedField[]; extra: string[] }
  | { kind: 'answer'; status: number; headers: { name: string; value: string }[]; body: string };

/** Rows of a table, as they were and as they are. */
interface RowPreview {
  kind: 'row';
  file: string;
  table: string;
  mode: string;
  /** The statement; empty where there is none. */
  sql: string;
  /** The columns the rows were found by, where no statement tells. */
  matched?: string[];
  before: JsonRecord[];
  after: JsonRecord[];
}

/** A mail: addresses as `Name <address>`, empty texts where there is nothing. */
interface EmailPreview {
  kind: 'email';
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  /** `bytes` is null for a file that could not be looked at, because it was not allowed yet. */
  attachments: { name: string; bytes: number | null }[];
  /** Whether it stays in the Practice outbox. */
  practice: boolean;
}

/** A message to a chat; its `text` is what people read, its `body` what is sent. */
interface ChatPreview extends ChatMessage {
  kind: 'chat';
  /** Whether it stays in the Practice outbox. */
  practice: boolean;
}

/** A question to an AI; its `body` is what is sent. */
interface PromptPreview extends AiQuestion {
  kind: 'prompt';
  /** Whether there is no connection yet, so that it can only be tried with a made-up answer. */
  practice: boolean;
}

/** One field of a contract: what was expected, what was there, and what came of it. */
export interface CheckedField {
  path: string;
  expected: string;
  /** The value that arrived; null when there was none. */
  value: JsonValue;
  verdict: 'ok' | 'absent' | 'warned' | 'filled' | 'stopped';
  /** What was not as expected, as a sentence; empty when all was. */
  note: string;
}
