import { z } from 'zod';
import type { FaultData } from '../model/fault.ts';
import type { Push } from './pushes.ts';

/** A connection that carries JSON messages in order. Everything else is written once, above it. */
export interface Wire {
  send(message: Message): void;
  onMessage(receive: (message: unknown) => void): void;
  onClose(closed: () => void): void;
  close(): void;
}

/** The four kinds of message. `pushes` are batched: many small changes travel together. */
export type Message =
  | { kind: 'call'; id: number; method: string; input: unknown }
  | { kind: 'reply'; id: number; output: unknown }
  | { kind: 'fail'; id: number; fault: FaultData }
  | { kind: 'push'; pushes: Push[] };

/** Only calls come from outside, so only calls are checked. */
export const callSchema = z.strictObject({
  kind: z.literal('call'),
  id: z.int(),
  method: z.string(),
  input: z.unknown(),
});

/** Two ends in one process. Messages still pass through JSON, so that local and remote behave alike. */
export const createMemoryWire = (): [Wire, Wire] => {
  const ends = [0, 1].map(() => ({ receive: (_message: unknown): void => {}, closed: [] as (() => void)[] }));
  let open = true;
  const wire = (own: number, other: number): Wire => ({
    send: (message) => {
      const text = JSON.stringify(message);
      queueMicrotask(() => open && ends[other]?.receive(JSON.parse(text)));
    },
    onMessage: (receive) => {
      const end = ends[own];
      if (end) end.receive = receive;
    },
    onClose: (closed) => ends[own]?.closed.push(closed),
    close: () => {
      if (!open) return;
      open = false;
      for (const end of ends) for (const closed of end.closed) closed();
    },
  });
  return [wire(0, 1), wire(1, 0)];
};
