/** The child's end of the line to the process that started it. */
export interface ParentChannel {
  /** Resolves once the message has left this process, so that it arrives even if the child dies in the next moment; rejects when the parent is gone. */
  send(message: unknown): Promise<void>;
}

/** What Electron gives a utility process instead of Node's channel. */
export interface ParentPort {
  on(event: 'message', receive: (event: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
}

/** A message to a parent that answers each with its number: nothing else tells that it has arrived. */
export interface Numbered {
  number: number;
  message: unknown;
}
export interface Received {
  received: number;
}
const isReceived = (data: unknown): data is Received =>
  typeof data === 'object' && data !== null && 'received' in data && typeof data.received === 'number';

/** Electron ends a utility process by itself when the app is gone, so nobody has to be told. */
const listenToPort = (port: ParentPort, receive: (message: unknown) => void): ParentChannel => {
  const onTheirWay = new Map<number, () => void>();
  let last = 0;
  port.on('message', ({ data }) => {
    if (!isReceived(data)) return receive(data);
    onTheirWay.get(data.received)?.();
    onTheirWay.delete(data.received);
  });
  return {
    send: (message) =>
      new Promise((resolve) => {
        last += 1;
        onTheirWay.set(last, resolve);
        port.postMessage({ number: last, message } satisfies Numbered);
      }),
  };
};

/**
 * Listens to the parent. `parentGone` is called when the parent has died or hung up, so that no child outlives it.
 * The only place that knows how this child was started: by Node's `fork`, or as a utility process of Electron.
 */
export const listenToParent = (
  receive: (message: unknown) => void,
  parentGone: () => void,
  port = (process as { parentPort?: ParentPort | null }).parentPort,
): ParentChannel => {
  if (port) return listenToPort(port, receive);
  process.on('message', receive);
  process.on('disconnect', parentGone);
  return {
    send: (message) =>
      new Promise((resolve, reject) => {
        if (process.send) process.send(message, undefined, {}, (error) => (error ? reject(error) : resolve()));
        else resolve();
      }),
  };
};
