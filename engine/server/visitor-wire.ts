import type { WebSocket } from 'ws';
import type { Wire } from '../contract/wire.ts';
import { socketWire } from './socket-wire.ts';

/** More calls than this in a second wait for the next (reliability.md, SEC-03). A screen that opens makes about twenty. */
const callsPerSecond = 100;
/** Who was quiet before may ask this much at once. */
const mostAtOnce = 200;
/** A session nobody used for this long is over, even when its page is still open (SEC-02). */
const idleMs = 12 * 3_600_000;

/**
 * The wire of somebody who was let in. Whoever asks too much is slowed down rather than cut off: what came is kept, and nothing
 * more is read from the connection meanwhile. Whoever asked nothing for twelve hours is told nothing more.
 */
export const visitorWire = (socket: WebSocket, now: () => number): Wire => {
  const wire = socketWire(socket);
  const waiting: unknown[] = [];
  let allowance = mostAtOnce;
  let countedMs = now();
  let askedMs = now();
  let timer: NodeJS.Timeout | undefined;
  let receive = (_message: unknown): void => {};

  const refill = (): void => {
    const nowMs = now();
    allowance = Math.min(mostAtOnce, allowance + (Math.max(0, nowMs - countedMs) / 1000) * callsPerSecond);
    countedMs = nowMs;
  };
  const work = (): void => {
    timer = undefined;
    refill();
    while (waiting.length > 0 && allowance >= 1) {
      allowance -= 1;
      receive(waiting.shift());
    }
    if (waiting.length === 0) socket.resume();
    else {
      socket.pause();
      timer = setTimeout(work, 1000 / callsPerSecond);
    }
  };
  const isIdle = (): boolean => now() - askedMs >= idleMs;

  wire.onMessage((message) => {
    if (isIdle()) {
      wire.close();
      return;
    }
    askedMs = now();
    waiting.push(message);
    if (timer === undefined) work();
  });
  wire.onClose(() => clearTimeout(timer));
  return {
    ...wire,
    send: (message) => {
      if (isIdle()) wire.close();
      else wire.send(message);
    },
    onMessage: (use) => {
      receive = use;
    },
  };
};
