import type { FlowCard } from '../contract/shapes.ts';
import type { FlowId } from '../model/ids.ts';
import { judgeQuiet, runsLookedAt, sayGap } from '../model/quiet.ts';
import { nextFire, type ScheduleSpec } from '../model/schedule/next-fire.ts';
import type { LiveTrigger } from '../run/live-flows.ts';
import type { Kernel } from './kernel.ts';

/** The next time of one schedule; null for a trigger that is none. */
const nextOf = ({ registration, flow }: LiveTrigger, afterMs: number): number | null => {
  if (registration.kind !== 'watch' || registration.source.kind !== 'schedule') return null;
  const { cron, everySeconds, timeZone } = registration.source;
  const spec: ScheduleSpec | null =
    cron !== null
      ? { kind: 'cron', cron }
      : everySeconds !== null
        ? { kind: 'interval', everySeconds, anchorMs: afterMs }
        : null;
  return spec && nextFire(spec, timeZone || flow.plan.settings.timeZone, afterMs);
};

const isSchedule = ({ trigger }: LiveTrigger): boolean => trigger.definition.type === 'schedule';

const firstOf = (triggers: readonly LiveTrigger[], afterMs: number): number | null => {
  const times = triggers.flatMap((trigger) => nextOf(trigger, afterMs) ?? []);
  return times.length > 0 ? Math.min(...times) : null;
};

/** Whether a flow that is on usually runs and has not; null when all is as usual. */
export const quietOf = (kernel: Kernel, id: FlowId): FlowCard['quiet'] => {
  const flow = kernel.liveFlows.get(id);
  if (!flow?.on || flow.triggers.every(({ registration }) => registration.kind === 'manual')) return null;
  const found = judgeQuiet({
    startsMs: kernel.history.startTimes(id, runsLookedAt),
    listeningSinceMs: kernel.listeningSince.of(id),
    nowMs: kernel.clock.now(),
    nextDueMs: flow.triggers.every(isSchedule) ? (afterMs) => firstOf(flow.triggers, afterMs) : undefined,
  });
  return found && { since: new Date(found.sinceMs).toISOString(), usually: sayGap(found.usualMs) };
};

/** Silence comes with time alone, so it is looked for this often. */
const lookEveryMs = 5 * 60_000;

/** Tells screens when a flow went quiet, until the returned function is called. */
export const watchQuiet = (kernel: Kernel): (() => void) => {
  let told = new Set<FlowId>();
  let callOff = (): void => {};
  const arm = (): void => {
    callOff = kernel.clock.alarm(lookEveryMs, look);
  };
  const look = (): void => {
    arm();
    const quiet = new Set(kernel.liveFlows.all().flatMap(({ id }) => (quietOf(kernel, id) ? [id] : [])));
    for (const id of quiet) if (!told.has(id)) kernel.push({ name: 'flow.changed', data: { id } });
    told = quiet;
  };
  arm();
  return () => callOff();
};
