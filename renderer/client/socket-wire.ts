import type { Wire } from '../../engine/contract/wire.ts';

/** A browser's WebSocket as a wire. Resolves when it is open; rejects when the engine does not answer or lets nobody in. */
export const openSocketWire = (url: string): Promise<Wire> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.addEventListener('error', () => reject(new Error('The engine did not answer.')), { once: true });
    socket.addEventListener('open', () => resolve(asWire(socket)), { once: true });
  });

const asWire = (socket: WebSocket): Wire => ({
  send: (message) => socket.send(JSON.stringify(message)),
  onMessage: (receive) => socket.addEventListener('message', ({ data }) => receive(JSON.parse(String(data)))),
  onClose: (closed) => socket.addEventListener('close', closed),
  close: () => socket.close(),
});
