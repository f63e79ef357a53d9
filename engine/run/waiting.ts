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

/** A class, because every run has one and most never use it. */
class LiveWaiting implements Waiting {
  private readonly runId: RunId;
  private waits: Map<Site, Wait> | null = null;

  constructor(runId: RunId) {
    this.runId = runId;
  }
  get size(): number {
    return this.waits?.size ?? 0;
  }
  add(site: Site, wait: Wait): void {
    this.waits ??= new Map();
    this.waits.set(site, wait);
  }
  take(mayGoOn: (key: string, wait: Wait) => boolean): [Site, Wait][] {
    const taken = [...(this.waits ?? [])].filter(([site, wait]) => mayGoOn(keyOf(site), wait));
    for (const [site] of taken) this.waits?.delete(site);
    return taken;
  }
  timers(): Timer[] {
    if (!this.waits) return [];
    const { runId } = this;
    return [...this.waits].map(([site, { wakeAtMs }]) => ({
      kind: 'step',
      ref: `${runId}/${keyOf(site)}`,
      fireAtMs: wakeAtMs,
      runId,
    }));
  }
  needsPerson(): boolean {
    if (!this.waits) return false;
    return [...this.waits.values()].some(({ needsPerson }) => needsPerson === true);
  }
}

export const createWaiting = (runId: RunId): Waiting => new LiveWaiting(runId);
