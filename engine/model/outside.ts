import type { AiAnswer, AiDraft, AiQuestion } from './ai.ts';
import type { ChatMessage, ChatReceipt } from './chat.ts';
import type { JsonRecord, JsonValue } from './json.ts';
import type { Mail, MailDraft, MailReceipt } from './mail.ts';
import type { Scripts } from './script.ts';
import type { WatchAskKind, WatchAsks } from './table-watch/asks.ts';

/**
 * The outside world as nodes see it. Adapters implement these; tests replace them where time or faults matter.
 * Every call obeys the signal it is given and throws only faults.
 */

export interface HttpRequest {
  method: string;
  url: string;
  headers: { name: string; value: string }[];
  body?: string | Uint8Array;
  /** Name of the credential to attach. Attached inside the client, never visible to the node. */
  credential?: string;
  /** The host as written literally in the flow; null when it comes from data. */
  literalHost: string | null;
  idempotencyKey?: string;
  /**
   * A path the person allowed to be written: the body of an answer of success goes there as it is, whole or not at all, of at
   * most 100 MB. Then `text` is empty.
   */
  saveTo?: string;
  /** How many runs led to this one; sent along, so that a chain that comes back to this computer is noticed. */
  depth: number;
  /** False: an answer that sends the request elsewhere is the answer. Default: it is followed. */
  followRedirects?: boolean;
  timeoutMs: number;
  signal: AbortSignal;
}

export interface HttpResponse {
  status: number;
  /** Lower-case names; repeated headers joined by ", ". */
  headers: { [name: string]: string };
  /** The body as text, at most 10 MiB after decompression. */
  text: string;
  url: string;
  /** The file the body was saved as. */
  saved?: { path: string; bytes: number };
}

export interface HttpClient {
  /** Sends the request and returns whatever was answered, also 4xx and 5xx. */
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** A value SQLite can store. */
export type SqlValue = null | number | string;

export interface RowWrite {
  file: string;
  table: string;
  mode: 'insert' | 'update' | 'upsert' | 'delete';
  match: string[];
  values: { column: string; value: SqlValue }[];
  createTable: boolean;
}

export interface RowWriteResult {
  sql: string;
  changed: number;
  /** `rowid` of the last inserted row. */
  lastRowId: number;
  before: JsonRecord[];
  after: JsonRecord[];
}

export interface TableInfo {
  name: string;
  rows: number;
  columns: { name: string; type: string; notNull: boolean; primaryKey: boolean; defaultValue: string | null }[];
}

interface SqlCall {
  timeoutMs: number;
  signal: AbortSignal;
}

/** SQLite files that belong to the person. Each runs in a child process that can be killed. */
export interface UserDatabases {
  /** Runs one reading statement with bound values. At most 10,000 rows. */
  query(
    call: SqlCall & { file: string; sql: string; bind: SqlValue[] },
  ): Promise<{ rows: JsonRecord[]; truncated: boolean }>;
  /** Runs one statement that may change the file. */
  execute(
    call: SqlCall & { file: string; sql: string; bind: SqlValue[] },
  ): Promise<{ changed: number; lastRowId: number; rows: JsonRecord[] }>;
  /** Writes one row; concurrent writes to one file share a commit. */
  write(call: SqlCall & { write: RowWrite }): Promise<RowWriteResult>;
  /** What {@link write} would do, without doing it: the statement, the rows as they are and as they would be. */
  previewWrite(call: SqlCall & { write: RowWrite }): Promise<RowWriteResult>;
  /** Answers a watcher of tables; see {@link WatchAsks}. */
  ask<Kind extends WatchAskKind>(
    kind: Kind,
    call: SqlCall & { file: string; ask: WatchAsks[Kind]['ask'] },
  ): Promise<WatchAsks[Kind]['answer']>;
  /** Tables and columns of the file. */
  describe(call: SqlCall & { file: string }): Promise<TableInfo[]>;
  stop(): Promise<void>;
}

export interface FileWrite {
  path: string;
  mode: 'create' | 'replace' | 'append';
  content: string;
}

/** A value a cell of a spreadsheet can hold. */
export type CellValue = null | boolean | number | string;

export interface TableFileWrite {
  /** A CSV file or an Excel workbook, told by the ending of its name. */
  file: string;
  /** Of a workbook; empty = the first. */
  sheet: string;
  mode: 'append' | 'update' | 'upsert';
  /** Columns by which rows are found. */
  match: readonly string[];
  values: readonly { column: string; value: CellValue }[];
  /** Whether texts a spreadsheet would take for a formula get a `'` in front. */
  guardFormulas: boolean;
}

export interface TableFileWriteResult {
  path: string;
  /** The sheet, or the name of the file. */
  table: string;
  changed: number;
  /** At most the first hundred. */
  before: JsonRecord[];
  after: JsonRecord[];
}

export interface TableFileRead {
  file: string;
  sheet: string;
  /** Every one must be equal; empty = all rows. */
  where: readonly { column: string; value: CellValue }[];
  limit: number;
}

interface FileCall {
  timeoutMs: number;
  signal: AbortSignal;
}

/** CSV files and Excel workbooks of the person, whose first row names the columns. Throws `table.*` and `file.*` faults. */
export interface TableFiles {
  write(call: FileCall & { write: TableFileWrite }): Promise<TableFileWriteResult>;
  /** What {@link write} would do, without doing it. */
  previewWrite(call: FileCall & { write: TableFileWrite }): Promise<TableFileWriteResult>;
  read(call: FileCall & { read: TableFileRead }): Promise<{ rows: JsonRecord[]; truncated: boolean }>;
}

export interface FileMove {
  from: string;
  /** A folder, in which the file keeps its name, or a path with a name of its own. */
  to: string;
  /** What to do when there is a file already: refuse, take its place, or put a number behind the name. */
  ifExists: 'fail' | 'replace' | 'number';
  /** When the step began: what happened since then may be the work of an earlier attempt. */
  startedAtMs: number;
}

export interface PlannedMove {
  from: string;
  to: string;
  bytes: number;
  /** Whether a file is in the way and is overwritten. */
  replaces: boolean;
}

/** Files the person granted. Paths are absolute or relative to the app's `files` folder. */
export interface UserFiles {
  /** Where a path leads, after checking that it may be written. Throws `file.*` faults. */
  resolve(path: string): Promise<string>;
  /** Writes the text; `create` refuses to overwrite. Returns the absolute path and the size in bytes. */
  write(write: FileWrite): Promise<{ path: string; bytes: number }>;
  /** Moves a file, also to another drive; asked again after a crash it finishes what was begun. */
  move(move: FileMove & { signal: AbortSignal }): Promise<PlannedMove>;
  /** What {@link move} would do, without doing it. */
  planMove(move: FileMove): Promise<PlannedMove>;
}

/** Sends mail through the connections of the person. */
export interface Mailer {
  /**
   * The exact mail a draft becomes, without sending it: addresses read one by one, the sender of the connection, files
   * read. Throws `mail.*` faults for addresses and sizes, and `credential.*` for the connection.
   */
  compose(draft: MailDraft): Promise<Mail>;
  /**
   * Sends a composed mail through its connection, with a Message-ID made of the idempotency key. Resolves when the server
   * took it for at least one recipient. `outcomeUnknown` is set on a fault when the server may have taken it.
   */
  send(
    mail: Mail,
    call: { idempotencyKey: string; nowMs: number; timeoutMs: number; signal: AbortSignal },
  ): Promise<MailReceipt>;
}

export interface ProgramCall {
  /** The whole path of the file. */
  program: string;
  args: readonly string[];
  /** What it reads from its standard input. */
  input: string;
  /** Where it runs; empty = the app's own `files` folder. */
  folder: string;
  timeoutMs: number;
  signal: AbortSignal;
}

export interface ProgramResult {
  /** What it wrote to its standard output, and to its standard error. */
  output: string;
  errors: string;
  /** Whether it wrote more than is kept. */
  truncated: boolean;
}

/** Programs the person allowed, one by one. */
export interface Programs {
  /** Where it would run, after checking that it may. Throws `grant.missing` and `program.*` faults. */
  resolve(call: Pick<ProgramCall, 'program' | 'folder'>): { program: string; folder: string };
  /** Runs it to its end, without a shell. Throws `program.failed` when it says that it failed. */
  run(call: ProgramCall): Promise<ProgramResult>;
}

/** Posts to the chats the person connected. */
export interface Chat {
  /**
   * The exact message a text becomes, without sending it. Throws `chat.no-text` and `chat.too-long`, and `credential.*` for
   * the connection; an empty name is the Practice outbox.
   */
  compose(draft: { connection: string; text: string }): ChatMessage;
  /**
   * Sends a composed message through its connection. Throws `chat.*` and `http.*` faults; `outcomeUnknown` is set when the
   * service may have taken it.
   */
  send(
    message: ChatMessage,
    call: { depth: number; nowMs: number; timeoutMs: number; signal: AbortSignal },
  ): Promise<ChatReceipt>;
}

/** Asks the AI services the person connected. */
export interface Ai {
  /**
   * The exact question a draft becomes, without asking it. Throws `ai.no-question`, `ai.too-long`, and `credential.*` for the
   * connection; with an empty name there is nothing to send yet.
   */
  compose(draft: AiDraft): AiQuestion;
  /** Asks it; an answer that is not of the wanted shape is asked for once more. Throws `ai.*` and `http.*` faults. */
  ask(
    draft: AiDraft,
    call: { depth: number; nowMs: number; timeoutMs: number; signal: AbortSignal },
  ): Promise<AiAnswer>;
}

/** The outside world as a step may use it, within what its flow was granted. */
export interface StepOutside {
  http: HttpClient;
  databases: UserDatabases;
  files: UserFiles;
  /** A plain file the person allowed to be read, of at most 50 MB. Throws `grant.missing` and `file.*` faults. */
  readFile: (path: string) => Promise<{ name: string; bytes: Uint8Array }>;
  tables: TableFiles;
  mail: Mailer;
  chat: Chat;
  ai: Ai;
  programs: Programs;
  scripts: Scripts;
}

/** An answer to the caller of a webhook. */
export interface HookAnswer {
  status: number;
  headers: { name: string; value: string }[];
  /** A text is sent as it is; any other JSON value as JSON. */
  body: JsonValue;
}

/** Time and chance, injected so that tests own them. */
export interface Clock {
  /** Wall time in ms since 1970: for *when*. */
  now(): number;
  /** Monotonic time in ms: for *how long*. */
  monotonic(): number;
  /** Calls `fire` once, as soon after `delayMs` as it can; returns a function that calls it off. A hint only. */
  alarm(delayMs: number, fire: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}

/** Calls `fire` once, at a wall time or soon after it; returns a function that calls it off. A hint only. */
export type AlarmAt = (atMs: number, fire: () => void) => () => void;
