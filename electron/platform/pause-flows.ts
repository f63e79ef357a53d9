import type { Handlers } from '../../engine/contract/methods.ts';
import { flowsToResume, pauseFlows, pauseLeftMs } from './pausing.ts';
import type { KeptSettings } from './shell-settings.ts';

export interface Pauser {
  pause(forMs: number | 'forever'): Promise<void>;
  resume(): Promise<void>;
  stop(): void;
}

type Calls = Pick<Handlers, 'flows.list' | 'flows.turnOff' | 'flows.turnOn'>;
/** The longest a timer of Node can wait. */
const longestMs = 2 ** 31 - 1;

/**
 * Turns all flows off together and on again as they were: the version that ran goes on, later edits wait. What is paused is known
 * after a restart too, and a pause that ended meanwhile ends at once.
 */
export const createPauser = (
  handlers: Calls,
  settings: Pick<KeptSettings, 'get' | 'change'>,
  now: () => number = Date.now,
): Pauser => {
  let timer: NodeJS.Timeout | undefined;

  const resume = async (): Promise<void> => {
    clearTimeout(timer);
    const { paused } = settings.get();
    if (!paused) return;
    // One that cannot run any more says so in the list of flows; the others go on.
    for (const flow of flowsToResume(paused, await handlers['flows.list']({})))
      await Promise.resolve(handlers['flows.turnOn']({ flow, version: 'live' })).catch(() => undefined);
    settings.change({ paused: null });
  };
  const arm = (): void => {
    clearTimeout(timer);
    const { paused } = settings.get();
    const leftMs = paused && pauseLeftMs(paused, now());
    if (leftMs === null) return;
    timer = setTimeout(() => (leftMs > longestMs ? arm() : void resume()), Math.min(leftMs, longestMs));
  };
  arm();

  return {
    resume,
    pause: async (forMs) => {
      const on = (await handlers['flows.list']({})).filter((flow) => flow.on).map(({ id }) => id);
      const untilMs = forMs === 'forever' ? null : now() + forMs;
      // Kept first: a crash halfway must not leave a flow off that nobody turns on again.
      settings.change({ paused: pauseFlows(settings.get().paused, on, untilMs) });
      for (const flow of on) await handlers['flows.turnOff']({ flow });
      arm();
    },
    stop: () => clearTimeout(timer),
  };
};
