import { type FaultData, reviveFault, worldFault } from '../model/fault.ts';
import type { InputOf, MethodName, OutputOf } from './methods.ts';
import type { Push } from './pushes.ts';
import type { Wire } from './wire.ts';

/** The screen's and the command line's side of the contract. */
export interface Client {
  /** Rejects with a fault: the handler's own, or `wire.closed` when the engine is gone. */
  call<Name extends MethodName>(method: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  onPush(receive: (push: Push) => void): void;
  close(): void;
}

interface Waiting {
  resolve: (output: never) => void;
  reject: (fault: Error) => void;
}

const gone = () =>
  worldFault('wire.closed', 'The connection to WhenThen was lost.', {
    fix: 'Check that WhenThen is running, then try again.',
  });

export const createClient = (wire: Wire): Client => {
  const waiting = new Map<number, Waiting>();
  const listeners: ((push: Push) => void)[] = [];
  let last = 0;
  let open = true;

  wire.onMessage((received) => {
    const message = received as { kind: string; id: number; output: never; fault: FaultData; pushes: Push[] };
    if (message.kind === 'push') {
      for (const push of message.pushes) for (const listener of listeners) listener(push);
      return;
    }
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'reply') caller?.resolve(message.output);
    else if (message.kind === 'fail') caller?.reject(reviveFault(message.fault));
  });
  wire.onClose(() => {
    open = false;
    for (const { reject } of waiting.values()) reject(gone());
    waiting.clear();
  });

  return {
    call: (method, input) =>
      new Promise((resolve, reject) => {
        if (!open) {
          reject(gone());
          return;
        }
        last += 1;
        waiting.set(last, { resolve, reject });
        wire.send({ kind: 'call', id: last, method, input });
      }),
    onPush: (receive) => {
      listeners.push(receive);
    },
    close: () => wire.close(),
  };
};
