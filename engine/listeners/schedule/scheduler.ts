import type { JsonValue } from '../../model/json.ts';
import type { AlarmAt, Clock } from '../../model/outside.ts';
import { dueTimes } from '../../model/schedule/due.ts';
import { nextFire, type ScheduleSpec } from '../../model/schedule/next-fire.ts';
import { readAt } from '../../model/schedule/read-at.ts';
import type { ScheduleSource, Sighting, StartWatcher, WatchContext } from '../../model/watch.ts';

/** Sleep and clock changes are noticed by looking at least this often. */
const lookAgainMs = 30_000;
/** After the disk did not take what was due. */
const tryAgainMs = 5000;
/** A clock set back by more than this was wrong before: what it has "already fired" until then does not count. */
const longestSetBackMs = 86_400_000;

/** How far a schedule has got: everything due until `lookedMs` is decided. */
interface Progress {
  /** The schedule this is about; another one starts from now. */
  of: string;
  lookedMs: number;
  anchorMs: number;
}

interface Entry {
  source: ScheduleSource;
  zone: string;
  context: WatchContext;
  progress: Progress;
  spec: ScheduleSpec;
  nextMs: number | null;
  /** While what was due is being written. */
  writing: boolean;
}

const identity = ({ cron, everySeconds, at }: ScheduleSource, zone: string): string =>
  JSON.stringify([cron, everySeconds, at, zone]);

const specOf = ({ cron, everySeconds, at }: ScheduleSource, zone: string, anchorMs: number): ScheduleSpec => {
  if (cron !== null) return { kind: 'cron', cron };
  if (everySeconds !== null) return { kind: 'interval', everySeconds, anchorMs };
  return { kind: 'once', atMs: readAt(at ?? '', zone) };
};

const isProgress = (state: JsonValue | null): state is { of: string; lookedMs: number; anchorMs: number } =>
  typeof state === 'object' && state !== null && !Array.isArray(state) && typeof state.lookedMs === 'number';

const iso = (ms: number): string => new Date(ms).toISOString();

const sightingsOf = (entry: Entry, nowMs: number): Sighting[] => {
  const { spec, zone, source, progress } = entry;
  const { due, untold } = dueTimes(spec, zone, progress.lookedMs, nowMs, source);
  const runs = due.some(({ start }) => start);
  return due.map(({ atMs, start, missedCount }, index): Sighting => {
    const payload = { scheduledAt: iso(atMs), firedAt: iso(nowMs), lateMs: nowMs - atMs, missedCount };
    if (start) return { payload, key: iso(atMs) };
    const more = index === 0 && untold > 0 ? ` ${untold} earlier times were missed too.` : '';
    const after = source.missed === 'run-once' && runs ? ' One run stands for all that were missed.' : '';
    const reason = `The computer was off or asleep, or WhenThen was closed.${after}${more}`;
    return { payload, verdict: { verdict: 'missed', reason } };
  });
};

/** Fires schedules. One alarm for all of them; what is due is decided by the wall clock whenever it rings. */
export const createScheduler = (clock: Clock, alarmAt: AlarmAt): StartWatcher<ScheduleSource> => {
  const entries = new Set<Entry>();
  let callOff = (): void => {};
  let armedFor = Number.POSITIVE_INFINITY;

  const arm = (wantedMs = Number.POSITIVE_INFINITY): void => {
    let at = Math.min(wantedMs, clock.now() + lookAgainMs);
    for (const { nextMs, writing } of entries) if (!writing && nextMs !== null && nextMs < at) at = nextMs;
    callOff();
    armedFor = at;
    callOff = entries.size === 0 ? () => {} : alarmAt(at, tick);
  };

  const advance = (entry: Entry, nowMs: number): void => {
    entry.progress = { ...entry.progress, lookedMs: nowMs };
    entry.nextMs = nextFire(entry.spec, entry.zone, nowMs);
  };

  /** The clock was set back. Times already fired stay fired; an interval goes on from now instead of being silent. */
  const mind = (entry: Entry, nowMs: number): void => {
    const { source, progress, zone } = entry;
    const behind = progress.lookedMs - nowMs;
    const every = source.everySeconds === null ? longestSetBackMs : source.everySeconds * 1000;
    if (behind <= Math.min(every, longestSetBackMs)) return;
    if (entry.spec.kind === 'interval') {
      entry.progress = { ...progress, anchorMs: nowMs };
      entry.spec = specOf(source, zone, nowMs);
    }
    advance(entry, nowMs);
  };

  const fire = (entry: Entry, nowMs: number): void => {
    const sightings = sightingsOf(entry, nowMs);
    const state = { ...entry.progress, lookedMs: nowMs };
    entry.writing = true;
    entry.context.saw(sightings, state).then(
      () => {
        entry.writing = false;
        advance(entry, nowMs);
        tell(entry);
        if (entries.has(entry) && (entry.nextMs ?? Number.POSITIVE_INFINITY) < armedFor) arm();
      },
      () => {
        entry.writing = false;
        entry.nextMs = clock.now() + tryAgainMs;
        arm();
      },
    );
  };

  const tell = ({ context, nextMs, spec }: Entry): void => {
    if (nextMs === null && spec.kind !== 'once')
      context.trouble({
        code: 'schedule.never',
        message: 'This schedule has no time left in the next ten years.',
        fix: 'Choose other days or months.',
      });
    else context.trouble(null);
  };

  const tick = (): void => {
    const nowMs = clock.now();
    for (const entry of entries) {
      if (entry.writing) continue;
      mind(entry, nowMs);
      if (entry.nextMs !== null && entry.nextMs <= nowMs) fire(entry, nowMs);
    }
    arm();
  };

  const begin = (source: ScheduleSource, context: WatchContext): { entry: Entry; isNew: boolean } => {
    const nowMs = clock.now();
    const zone = source.timeZone || context.timeZone;
    const of = identity(source, zone);
    const { state } = context;
    const goesOn = isProgress(state) && state.of === of && !context.justSwitchedOn;
    const progress = goesOn
      ? { of, lookedMs: state.lookedMs, anchorMs: state.anchorMs }
      : { of, lookedMs: nowMs, anchorMs: nowMs };
    const spec = specOf(source, zone, progress.anchorMs);
    const entry = { source, zone, context, progress, spec, writing: false };
    return { entry: { ...entry, nextMs: nextFire(spec, zone, progress.lookedMs) }, isNew: !goesOn };
  };

  return (source, context) => {
    const { entry, isNew } = begin(source, context);
    entries.add(entry);
    // Even before it first fires it is known since when it counts.
    if (isNew) void context.saw([], { ...entry.progress }).catch(() => {});
    if (entry.spec.kind === 'once' && entry.nextMs === null && isNew)
      context.trouble({
        code: 'schedule.passed',
        message: 'The time of this schedule has passed.',
        fix: 'Choose a time in the future.',
      });
    if (entry.nextMs !== null && entry.nextMs <= clock.now()) queueMicrotask(() => entries.has(entry) && tick());
    else if (entries.size === 1 || (entry.nextMs ?? Number.POSITIVE_INFINITY) < armedFor) arm();
    return {
      look: tick,
      stop: () => {
        entries.delete(entry);
        if (entries.size === 0) arm();
      },
    };
  };
};
