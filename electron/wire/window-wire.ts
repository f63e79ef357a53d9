import type { Wire } from '../../engine/contract/wire.ts';
import { channels } from './channels.ts';

/** The window's end, as far as the wire needs it. */
export interface Port {
  /** Sends a text on a channel; does nothing when the page is gone. */
  send(channel: string, text?: string): void;
}

/** As the WebSocket takes it: more than any screen ever sends. */
const longestMessage = 8 * 1024 * 1024;

/** The main process's side of what a page sends. */
export interface WindowWire {
  /** A page opened the wire: the one before it is closed, and the new one is served. */
  open(): void;
  receive(text: unknown): void;
  /** The page said goodbye, was loaded anew, or its process is gone. */
  gone(): void;
}

/** The contract over the messages between a page and the main process; `serve` is called with each wire that is opened. */
export const createWindowWire = (port: Port, serve: (wire: Wire) => void): WindowWire => {
  let current: { receive(message: unknown): void; end(tell: boolean): void } | undefined;

  const createWire = (): void => {
    let receive = (_message: unknown): void => {};
    const closed: (() => void)[] = [];
    let open = true;
    const end = (tell: boolean): void => {
      if (!open) return;
      open = false;
      if (current === own) current = undefined;
      if (tell) port.send(channels.close);
      for (const tellClosed of closed) tellClosed();
    };
    const own = { receive: (message: unknown) => receive(message), end };
    current = own;
    serve({
      send: (message) => open && port.send(channels.message, JSON.stringify(message)),
      onMessage: (next) => {
        receive = next;
      },
      onClose: (tell) => closed.push(tell),
      close: () => end(true),
    });
  };

  return {
    open: () => {
      current?.end(false);
      createWire();
    },
    receive: (text) => {
      let message: unknown;
      try {
        if (typeof text !== 'string' || text.length > longestMessage) throw new Error('not a message');
        message = JSON.parse(text);
      } catch {
        current?.end(true);
        return;
      }
      current?.receive(message);
    },
    gone: () => current?.end(false),
  };
};
