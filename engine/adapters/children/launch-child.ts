/** How a child ended: its exit code, or the signal that killed it. */
export interface ChildExit {
  code: number | null;
  signal: string | null;
}

/** A child process as its owner sees it. Messages are structured clones: records, lists, texts, numbers, bytes. */
export interface ChildHandle {
  /** Hands over a message. One that can no longer be delivered is dropped: `onExit` is what tells the owner. */
  send(message: unknown): void;
  onMessage(receive: (message: unknown) => void): void;
  /** Called once, after the last message was delivered; at once when the child is already gone. */
  onExit(ended: (exit: ChildExit) => void): void;
  /** Ends it now, whatever it is doing (SIGKILL). A statement inside SQLite cannot be stopped in any other way. */
  kill(): void;
}

/**
 * Starts a child process that runs a script. Injected, because Electron starts its children through
 * `utilityProcess` and plain Node through `fork`.
 */
export type LaunchChild = (script: URL) => ChildHandle;
