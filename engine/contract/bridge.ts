/**
 * What the preload script hands the page of the desktop window: one wire of texts and nothing else. A text cannot carry a
 * function, a prototype or an event across. The page finds it as `window.whenthen`.
 */
export interface Bridge {
  send(text: string): void;
  /** Opens the wire anew and hears what comes; null says that the other end closed it. Only one listener at a time. */
  onMessage(receive: (text: string | null) => void): void;
  close(): void;
}

/** The name under which the page finds it. */
export const bridgeName = 'whenthen';
