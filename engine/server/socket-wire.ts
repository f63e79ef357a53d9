import type { WebSocket } from 'ws';
import type { Wire } from '../contract/wire.ts';

/** A WebSocket as a wire. A message that is not JSON ends the connection. */
export const socketWire = (socket: WebSocket): Wire => {
  // A broken connection also closes, and closing is what is listened for; an error nobody hears would end the process.
  socket.on('error', () => {});
  return {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: (receive) => {
      socket.on('message', (data) => {
        let message: unknown;
        try {
          message = JSON.parse(String(data));
        } catch {
          socket.close(1003);
          return;
        }
        receive(message);
      });
    },
    onClose: (closed) => {
      socket.on('close', closed);
    },
    close: () => socket.close(),
  };
};
