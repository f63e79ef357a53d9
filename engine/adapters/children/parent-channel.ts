/** The child's end of the line to the process that started it. */
export interface ParentChannel {
  /** Resolves once the message has left this process, so that it arrives even if the child dies in the next moment; rejects when the parent is gone. */
  send(message: unknown): Promise<void>;
}

/**
 * Listens to the parent. `parentGone` is called when the parent has died or hung up, so that no child outlives it.
 * The only place that knows how this child was started (Node `fork`).
 */
export const listenToParent = (receive: (message: unknown) => void, parentGone: () => void): ParentChannel => {
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
