import type { JsonRecord } from '../../model/json.ts';
import type { CursorPlace, TypedValue } from '../../model/table-watch/asks.ts';
import { gapOf, pageRows, sightingOf, type WayAtWork, type WayTools } from './way.ts';

const placeIn = (state: JsonRecord | null): CursorPlace | null =>
  (state?.place as unknown as CursorPlace | null) ?? null;

/** Whether a whole number comes before another; other values are not compared here. */
const isBefore = (a: TypedValue, b: TypedValue): boolean =>
  a.startsWith('i') && b.startsWith('i') && BigInt(a.slice(1)) < BigInt(b.slice(1));

/**
 * Looks for rows after the last one seen, in the order of a column that goes up. Only reads, and remembers one place. Rows with
 * equal values are told apart by their number, so none is missed or told twice.
 */
export const startCursor = (tools: WayTools): WayAtWork => {
  const { source, shape, context, ask, saw } = tools;
  const { table, startFrom, changes } = source;
  const column = source.cursorColumn || (shape.integerKey ?? '');
  const byNumber = source.cursorColumn === '';
  let place = placeIn(tools.state);
  let newest: TypedValue | null = (tools.state?.newest as TypedValue | undefined) ?? null;
  let begun = tools.state !== null && !context.justSwitchedOn;

  /** The file the place belongs to; kept, so that a file replaced while the app was closed is noticed too. */
  let identity = typeof tools.state?.identity === 'string' ? tools.state.identity : null;

  const stateNow = (): JsonRecord => ({ place: place && { ...place }, newest, identity });

  const begin = async (): Promise<void> => {
    if (tools.state !== null || startFrom === 'now') {
      place = await ask('cursor-end', { table, column });
      newest =
        shape.integerKey === null
          ? null
          : ((await ask('cursor-end', { table, column: shape.integerKey }))?.row ?? null);
    }
    await saw([], stateNow());
    begun = true;
  };

  /** Numbers of rows that were removed at the end are given to new rows, so the place follows the end down. */
  const stepBack = async (): Promise<void> => {
    if (!byNumber || shape.neverReused || place === null) return;
    const end = await ask('cursor-end', { table, column });
    if (end !== null && !isBefore(end.value, place.value)) return;
    place = end;
    await saw([], stateNow());
  };

  const changeOf = (at: CursorPlace): 'added' | 'changed' =>
    !byNumber && newest !== null && !isBefore(newest, at.row) && at.row.startsWith('i') ? 'changed' : 'added';

  const takePage = async (): Promise<boolean> => {
    const { rows, places } = await ask('cursor-page', { table, column, after: place, limit: pageRows });
    const last = places.at(-1);
    if (!last) return false;
    const before = { place, newest };
    const sightings = places.flatMap((at, index) => {
      const change = changeOf(at);
      const row = rows[index] ?? null;
      return changes.includes(change) ? [sightingOf(tools, { change, row, before: null })] : [];
    });
    place = last;
    for (const { row } of places) if (newest === null || isBefore(newest, row)) newest = row;
    try {
      await saw(sightings, stateNow());
    } catch (thrown) {
      ({ place, newest } = before);
      throw thrown;
    }
    return places.length === pageRows;
  };

  return {
    look: async (mark) => {
      const replaced = begun && identity !== null && identity !== mark.identity;
      identity = mark.identity;
      if (!begun) await begin();
      if (replaced)
        await saw(
          [gapOf(tools, 'The file was replaced by another. Rows of the old one may not have been seen.')],
          stateNow(),
        );
      await stepBack();
      while (await takePage());
    },
  };
};
