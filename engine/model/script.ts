import type { JsonValue } from './json.ts';

/** What code of a person may use. Beyond any of these it is stopped. */
export const scriptLimits = {
  /** Sent to it and returned by it, as JSON. */
  jsonBytes: 1024 * 1024,
  depth: 64,
  memoryBytes: 64 * 1024 * 1024,
  stackBytes: 256 * 1024,
  /** After this it is asked to stop. */
  softMs: 1000,
  /** After this its process is killed. */
  hardMs: 2000,
  logLines: 100,
  logCharacters: 500,
} as const;

export interface ScriptCall {
  /** The body of a function that gets `input` and returns a value. */
  source: string;
  input: JsonValue;
  timeoutMs: number;
  signal: AbortSignal;
}

/** What code returned, and what it logged on the way. */
export interface ScriptResult {
  value: JsonValue;
  logs: string[];
}

/** Runs code of a person where it can reach nothing: no network, no files, no clock but the time of day. */
export interface Scripts {
  /** Throws `code.*` faults that name the line. */
  run(call: ScriptCall): Promise<ScriptResult>;
}
