import { personFault } from '../../model/fault.ts';
import type { JsonRecord } from '../../model/json.ts';
import type { CaptureMark, FileMark } from '../../model/table-watch/asks.ts';
import type { Sighting } from '../../model/watch.ts';
import { gapOf, pageRows, sightingOf, type WayAtWork, type WayTools } from './way.ts';

/** How often taken-over entries are removed: rarely in a file with a WAL, and in others only when nobody has written for a while. */
const pruneEveryMs = 30_000;
const pruneQuietMs = 10_000;

/** How far every flow has taken over the record of a table; entries go when all have them. */
export interface Takers {
  /** Registers a flow; `seq` says how far it is. Returns how far all are, and a way out. */
  join(record: string, seq: () => number): { all: () => number; leave: () => void };
}

export const createTakers = (): Takers => {
  const records = new Map<string, Set<() => number>>();
  return {
    join: (record, seq) => {
      const takers = records.get(record) ?? new Set();
      records.set(record, takers.add(seq));
      return {
        all: () => Math.min(...[...takers].map((each) => each())),
        leave: () => {
          takers.delete(seq);
        },
      };
    },
  };
};

interface Place {
  uuid: string;
  epoch: number;
  seq: number;
  /** Goes up with every gap: an older copy of the file uses its numbers again. */
  life: number;
}

const placeIn = (state: JsonRecord | null): Place | null =>
  typeof state?.uuid === 'string' && typeof state.epoch === 'number' && typeof state.seq === 'number'
    ? { uuid: state.uuid, epoch: state.epoch, seq: state.seq, life: Number(state.life ?? 0) }
    : null;

/** What happened to the record since it was last read; null when it goes on as before. */
const whyGap = (place: Place, mark: CaptureMark): string | null => {
  if (mark.uuid !== place.uuid) return 'The file was replaced by another.';
  if (mark.epoch !== place.epoch) return 'The recording of changes was begun anew.';
  return mark.lastSeq < place.seq ? 'An older copy of the file was put in its place.' : null;
};

const lost = (table: string): string =>
  `The triggers that record the changes of "${table}" are gone or were altered, perhaps because the table was rebuilt.`;

/**
 * Reads the record that triggers in the file keep: every change by every program, in the order of their commits, also those of
 * the time when the app was closed. An entry and the place after it are kept in one transaction.
 */
export const startCapture = (tools: WayTools, takers: Takers, monotonic: () => number): WayAtWork => {
  const { source, context, ask, saw } = tools;
  const { table, changes } = source;
  let place = context.justSwitchedOn ? null : placeIn(tools.state);
  let toldLost = tools.state?.lost === true;
  let lastChangeMs = monotonic();
  let lastPruneMs = monotonic();
  let membership: ReturnType<Takers['join']> | null = null;

  const stateOf = (next: Place, isLost: boolean): JsonRecord => ({ ...next, ...(isLost && { lost: true }) });

  const moveTo = async (next: Place, sightings: readonly Sighting[], isLost = false): Promise<void> => {
    await saw(sightings, stateOf(next, isLost));
    place = next;
    toldLost = isLost;
  };

  const takePages = async (mark: CaptureMark, start: Place): Promise<void> => {
    for (let from = start; ; ) {
      const page = await ask('capture-page', { table, after: from.seq, limit: pageRows });
      if (!page || whyGap(from, page.mark) !== null || page.reached === from.seq) return;
      const sightings = page.entries
        .filter(({ change }) => changes.includes(change))
        .map(({ seq, change, row, before, later }) => ({
          ...sightingOf(tools, { change, row, before }, later ? { rowIsLater: true } : {}),
          key: `${mark.uuid} ${mark.epoch} ${from.life} ${seq}`,
        }));
      from = { ...from, seq: page.reached };
      await moveTo(from, sightings, toldLost);
    }
  };

  const look = async (file: FileMark): Promise<void> => {
    membership ??= takers.join(`${file.path} ${table}`, () => place?.seq ?? 0);
    const captured = (await ask('capture-page', { table, after: Number.MAX_SAFE_INTEGER, limit: 0 }))?.mark;
    if (!captured)
      throw personFault('capture.gone', `The changes of "${table}" are not recorded in the file any more.`, {
        fix: 'Open the step and agree to the triggers again.',
      });
    const { uuid, epoch, lastSeq } = captured;
    const end = { uuid, epoch, seq: lastSeq, life: (place?.life ?? 0) + 1 };
    if (place === null) await moveTo(end, []);
    const gap = place && whyGap(place, captured);
    if (gap) await moveTo(end, [gapOf(tools, `${gap} Changes in between may be missing.`)]);
    if (place) await takePages(captured, place);
    if (!captured.intact) {
      if (place && !toldLost)
        await moveTo(place, [gapOf(tools, `${lost(table)} Changes since then are not seen.`)], true);
      throw personFault('capture.lost', lost(table), { fix: 'Open the step and agree to the triggers again.' });
    }
    if (toldLost && place) await moveTo(place, []);
  };

  return {
    look: async (file) => {
      lastChangeMs = monotonic();
      await look(file);
    },
    quiet: async (file) => {
      const isQuiet = file.wal || monotonic() - lastChangeMs > pruneQuietMs;
      if (!place || !membership || !isQuiet || monotonic() - lastPruneMs < pruneEveryMs) return;
      lastPruneMs = monotonic();
      await ask('capture-prune', { table, upTo: membership.all() });
    },
    stop: () => membership?.leave(),
  };
};
