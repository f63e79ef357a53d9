import type { Fault } from '../../model/fault.ts';
import { type ScriptResult, type Scripts, scriptLimits } from '../../model/script.ts';
import type { ChildHandle, LaunchChild } from '../children/launch-child.ts';
import type { FromScriptChild, ScriptRequest } from './protocol.ts';
import { givenUp, inputTooLarge, killed, notStarted, readOutcome } from './script-faults.ts';

export interface ScriptRunner extends Scripts {
  /** Gives up everything and ends the children. */
  stop(): void;
}

export interface ScriptsOptions {
  launch: LaunchChild;
  /** How many run at the same time; others wait. */
  most?: number;
  /** A child that has had nothing to do for so long is let go. */
  idleMs?: number;
  /** How long a process may take to start. */
  startMs?: number;
}

const script = new URL('./script-child.ts', import.meta.url);

/** A child, and who is to be told what it says and that it has ended. */
interface Seat {
  child: ChildHandle;
  receive: (message: FromScriptChild) => void;
  ended: () => void;
  idleTimer: NodeJS.Timeout | null;
}

/**
 * Runs code of a person, each run in a fresh machine inside a child process. A child that ran well is used again; one whose code
 * had to be stopped is not.
 */
export const createScripts = ({
  launch,
  most = 4,
  idleMs = 30_000,
  startMs = 15_000,
}: ScriptsOptions): ScriptRunner => {
  const idle = new Set<Seat>();
  const giveUps = new Set<(fault: Fault) => void>();
  const waiting: (() => void)[] = [];
  let inside = 0;
  let nextId = 1;
  let stopped = false;

  const letGo = (seat: Seat): void => {
    if (seat.idleTimer) clearTimeout(seat.idleTimer);
    idle.delete(seat);
    seat.child.kill();
  };
  const start = (): Seat => {
    const seat: Seat = { child: launch(script), receive: () => {}, ended: () => {}, idleTimer: null };
    seat.child.onMessage((message) => seat.receive(message as FromScriptChild));
    seat.child.onExit(() => {
      idle.delete(seat);
      seat.ended();
    });
    return seat;
  };
  const take = (): Seat => {
    const [seat] = idle;
    if (!seat) return start();
    if (seat.idleTimer) clearTimeout(seat.idleTimer);
    idle.delete(seat);
    return seat;
  };
  const keep = (seat: Seat): void => {
    seat.receive = () => {};
    seat.ended = () => {};
    seat.idleTimer = setTimeout(() => letGo(seat), idleMs).unref();
    idle.add(seat);
  };

  const runIn = (seat: Seat, request: ScriptRequest, hardMs: number, signal: AbortSignal): Promise<ScriptResult> =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        giveUps.delete(giveUp);
        signal.removeEventListener('abort', abort);
        seat.receive = () => {};
        seat.ended = () => {};
        act();
      };
      const giveUp = (fault: Fault): void => {
        settle(() => reject(fault));
        letGo(seat);
      };
      const abort = (): void => giveUp(givenUp());
      let timer = setTimeout(() => giveUp(notStarted()), startMs);
      giveUps.add(giveUp);
      signal.addEventListener('abort', abort);
      let began = false;
      seat.ended = () => settle(() => reject(began ? killed() : notStarted()));
      seat.receive = (message) => {
        if (message.id !== request.id) return;
        if ('began' in message) {
          began = true;
          clearTimeout(timer);
          timer = setTimeout(() => giveUp(killed()), hardMs);
          return;
        }
        settle(() => {
          if (message.spoiled) letGo(seat);
          else keep(seat);
          try {
            resolve(readOutcome(message.outcome));
          } catch (thrown) {
            reject(thrown);
          }
        });
      };
      seat.child.send(request);
    });

  /** Waits for a place among those that may run. */
  const enter = async (): Promise<void> => {
    if (inside < most) inside++;
    else await new Promise<void>((go) => waiting.push(go));
  };
  /** Hands the place on to who waits longest. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else inside--;
  };

  return {
    async run({ source, input, timeoutMs, signal }) {
      const text = JSON.stringify(input);
      if (Buffer.byteLength(text) > scriptLimits.jsonBytes) throw inputTooLarge();
      await enter();
      try {
        if (signal.aborted || stopped) throw givenUp();
        const softMs = Math.min(scriptLimits.softMs, timeoutMs);
        const hardMs = softMs + scriptLimits.hardMs - scriptLimits.softMs;
        return await runIn(take(), { id: nextId++, source, input: text, softMs }, hardMs, signal);
      } finally {
        leave();
      }
    },
    stop() {
      stopped = true;
      for (const giveUp of [...giveUps]) giveUp(givenUp());
      for (const seat of [...idle]) letGo(seat);
    },
  };
};
