/** What the engine asks of a child that runs code. */
export interface ScriptRequest {
  id: number;
  source: string;
  /** JSON. */
  input: string;
  softMs: number;
}

export interface ThrownError {
  name: string;
  message: string;
  stack: string;
}

/** How a run of code ended, as the sandbox says it. */
export type ScriptOutcome = { logs?: string[] } & (
  | { value: unknown }
  | { syntax: ThrownError }
  | { error: ThrownError }
  | { refused: string }
  | { tooLarge: true }
  /** Stopped from outside: by time, or by a limit nothing can catch. */
  | { stopped: { late: boolean; message: string; stack: string } }
);

/** `began` comes when the code is about to run, so that the time a process takes to start is not counted. */
export type FromScriptChild =
  | { id: number; began: true }
  /** The text is JSON of a {@link ScriptOutcome}; a spoiled child runs nothing more. */
  | { id: number; outcome: string; spoiled: boolean };
