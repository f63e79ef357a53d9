import { type Fault, personFault } from '../../model/fault.ts';
import { isRecord, type JsonRecord, type JsonValue } from '../../model/json.ts';
import type { Clock } from '../../model/outside.ts';
import type { FileMark, TableShape, Way } from '../../model/table-watch/asks.ts';
import { chooseWay } from '../../model/table-watch/choose-way.ts';
import type { StartWatcher, TableSource, WatchContext, Watching } from '../../model/watch.ts';
import { createTakers, startCapture, type Takers } from './capture-way.ts';
import { startCompare } from './compare-way.ts';
import { startCursor } from './cursor-way.ts';
import { startPulse } from './file-pulse.ts';
import type { WayAtWork, WayTools } from './way.ts';

/** A question that takes longer than this is stopped, and its child with it. */
const timeoutMs = 30_000;

/** What a state is about. Another table, another way or other columns are begun anew. */
const subjectOf = ({ file, table, columns, cursorColumn }: TableSource, way: Way): string =>
  JSON.stringify([file, table, way, way === 'compare' ? columns : [], way === 'cursor' ? cursorColumn : '']);

const readState = (state: JsonValue | null, subject: string): JsonRecord | null =>
  isRecord(state) && state.of === subject && isRecord(state.at) ? state.at : null;

interface Chosen {
  way: Way;
  work: WayAtWork;
}

const watchTable = (clock: Clock, takers: Takers, source: TableSource, context: WatchContext): Watching => {
  const stop = new AbortController();
  const ask: WayTools['ask'] = (kind, about) =>
    context.outside.databases.ask(kind, { file: source.file, ask: about, timeoutMs, signal: stop.signal });
  let chosen: Chosen | null = null;
  let state = context.state;
  /** Only the very first beginning starts from now after the person switched the flow on. */
  let fresh = context.justSwitchedOn;

  const begin = (way: Way, shape: TableShape): Chosen => {
    const subject = subjectOf(source, way);
    const tools: WayTools = {
      source,
      context: { ...context, justSwitchedOn: fresh },
      shape,
      state: readState(state, subject),
      now: clock.now,
      ask,
      saw: async (sightings, at, also) => {
        const next = { of: subject, at };
        await context.saw(sightings, next, also);
        state = next;
        fresh = false;
      },
    };
    switch (way) {
      case 'cursor':
        return { way, work: startCursor(tools) };
      case 'compare':
        return { way, work: startCompare(tools) };
      case 'capture':
        return { way, work: startCapture(tools, takers, clock.monotonic) };
    }
  };

  const choose = async (): Promise<Chosen> => {
    const shape = await ask('shape', { table: source.table });
    const found = chooseWay(shape, source);
    if (found.way === null) throw personFault('table.no-way', found.reason, { fix: found.fix });
    if (chosen?.way === found.way) return chosen;
    chosen?.work.stop?.();
    return begin(found.way, shape);
  };

  const pulse = startPulse({
    clock,
    mark: () => ask('mark', {}),
    changed: async (mark: FileMark, before: FileMark | null) => {
      const sameTables = before !== null && before.schema === mark.schema && before.identity === mark.identity;
      if (chosen === null || !sameTables) chosen = await choose();
      await chosen.work.look(mark, before);
    },
    quiet: async (mark) => {
      await chosen?.work.quiet?.(mark);
    },
    trouble: (fault: Fault | null) =>
      context.trouble(
        fault && { code: fault.code, message: fault.message, fix: fault.fix ?? 'It is looked at again by itself.' },
      ),
  });

  return {
    look: pulse.look,
    stop: () => {
      pulse.stop();
      stop.abort();
      chosen?.work.stop?.();
    },
  };
};

/** Watches tables of people's databases and tells which rows were added, changed or removed. */
export const createTableWatcher = (clock: Clock): StartWatcher<TableSource> => {
  const takers = createTakers();
  return (source, context) => watchTable(clock, takers, source, context);
};
