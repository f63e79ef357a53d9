import type { RunId } from '../model/ids.ts';
import { siteKey } from '../model/items.ts';
import type { Timer } from '../model/records.ts';
import type { Site } from './frame.ts';

interface Wait {
  wakeAtMs: number;
  attempt: number;
  firstStartedAtMs: number;
  /** Whether it waits for the person: for an answer, or for a connection that has to be mended. */
  needsPerson?: boolean;
}

/** The steps of one run that wait for a time, or for something to happen before it. */
export interface Waiting {
  readonly size: number;
  add(site: Site, wait: Wait): void;
  /** Takes out the steps that may go on. */
  take(mayGoOn: (key: string, wait: Wait) => boolean): [Site, Wait][];
  timers(): Timer[];
  needsPerson(): boolean;
}

const keyOf = ({ frame, step }: Site): string => siteKey(step.id, frame.place);

export const createWaiting = (runId: RunId): Waiting => {
  const waits = new Map<Site, Wait>();
  return {
    get size() {
      return waits.size;
    },
    add: (site, wait) => {
      waits.set(site, wait);
    },
    take: (mayGoOn) => {
      const taken = [...waits].filter(([site, wait]) => mayGoOn(keyOf(site), wait));
      for (const [site] of taken) waits.delete(site);
      return taken;
    },
    timers: () =>
      [...waits].map(([site, { wakeAtMs }]) => ({
        kind: 'step',
        ref: `${runId}/${keyOf(site)}`,
        fireAtMs: wakeAtMs,
        runId,
      })),
    needsPerson: () => [...waits.values()].some(({ needsPerson }) => needsPerson === true),
  };
};
