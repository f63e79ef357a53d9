/** How a file was last found. */
export interface Stamp {
  size: number;
  modifiedMs: number;
}

/** Files by their path below the folder, with `/`. */
export type Listing = ReadonlyMap<string, Stamp>;

export interface FileChange {
  path: string;
  event: 'appeared' | 'changed' | 'removed';
  /** As it is now; as it was last, for a removed one. */
  stamp: Stamp;
}

interface Pending {
  /** Null while it seems to be gone. */
  stamp: Stamp | null;
  sinceMs: number;
}

const same = (a: Stamp | null, b: Stamp | null): boolean =>
  a === b || (a !== null && b !== null && a.size === b.size && a.modifiedMs === b.modifiedMs);

/** Compares listings with what is known. Pure: time comes from outside. */
export interface Tracker {
  known: ReadonlyMap<string, Stamp>;
  /**
   * Takes a new listing. A difference is ready when it stayed the same for the settling time, so that neither half a copy nor
   * the moment between two renames is taken for news. `waitMs`: when to look again; null when nothing is pending.
   */
  observe(listing: Listing, nowMs: number): { ready: FileChange[]; waitMs: number | null };
  /** These are kept now; they are not told again. */
  settle(changes: readonly FileChange[]): void;
}

export const createTracker = (knownAtStart: Listing, settleMs: number): Tracker => {
  const known = new Map(knownAtStart);
  const pending = new Map<string, Pending>();

  const hold = (path: string, stamp: Stamp | null, nowMs: number): number => {
    const before = pending.get(path);
    if (before && same(before.stamp, stamp)) return settleMs - (nowMs - before.sinceMs);
    pending.set(path, { stamp, sinceMs: nowMs });
    return settleMs;
  };

  return {
    known,
    observe: (listing, nowMs) => {
      const ready: FileChange[] = [];
      let waitMs: number | null = null;
      const judge = (path: string, stamp: Stamp | null, change: FileChange): void => {
        const left = hold(path, stamp, nowMs);
        if (left <= 0) ready.push(change);
        else waitMs = Math.min(waitMs ?? left, left);
      };
      for (const [path, stamp] of listing) {
        const before = known.get(path);
        if (before && same(before, stamp)) pending.delete(path);
        else judge(path, stamp, { path, event: before ? 'changed' : 'appeared', stamp });
      }
      for (const [path, stamp] of known) if (!listing.has(path)) judge(path, null, { path, event: 'removed', stamp });
      for (const path of pending.keys()) if (!listing.has(path) && !known.has(path)) pending.delete(path);
      return { ready, waitMs };
    },
    settle: (changes) => {
      for (const { path, event, stamp } of changes) {
        pending.delete(path);
        if (event === 'removed') known.delete(path);
        else known.set(path, stamp);
      }
    },
  };
};
