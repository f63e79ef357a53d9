import { toFault } from '../../model/fault.ts';
import { isRecord, type JsonValue } from '../../model/json.ts';
import { metricName } from '../../model/monitor/metric.ts';
import {
  isFailing,
  type MonitorState,
  type Sample,
  stepMonitor,
  type Transition,
} from '../../model/monitor/step-monitor.ts';
import type { Clock } from '../../model/outside.ts';
import type {
  MetricReading,
  ReadMetric,
  Sighting,
  StartWatcher,
  ThresholdSource,
  WatchContext,
  Watching,
} from '../../model/watch.ts';

/** A number that is something else now is watched from the start. */
const readState = (state: JsonValue | null, metric: string): MonitorState | null =>
  isRecord(state) && state.metric === metric && isRecord(state.monitor)
    ? (state.monitor as unknown as MonitorState)
    : null;

const restless = 'It goes back and forth across the limit. The flow is told again when it has calmed down.';

const sightingOf = ({ metric, rule }: ThresholdSource, { to, value, sinceMs, ...more }: Transition): Sighting => ({
  payload: {
    metric: metricName(metric),
    value,
    limit: rule.limit,
    state: to,
    since: new Date(sinceMs).toISOString(),
    ...(more.flapping && { flapping: true }),
  },
  ...(more.suppressed && { verdict: { verdict: 'filtered', reason: restless } }),
});

interface Look {
  sample: Sample;
  trouble: { code: string; message: string; fix: string; mine: boolean } | null;
}

const watchMonitor = (clock: Clock, read: ReadMetric, source: ThresholdSource, context: WatchContext): Watching => {
  const { metric, rule } = source;
  const of = JSON.stringify(metric);
  const stop = new AbortController();
  // What happened while the flow was off is unknown: it is judged as if for the first time.
  let state = context.justSwitchedOn ? null : readState(context.state, of);
  let looking = false;
  let callOff = (): void => {};

  const take = async (): Promise<Look> => {
    try {
      const value = await read(metric, context.outside, stop.signal);
      if (value !== null) return { sample: { value }, trouble: null };
      const message = `${metricName(metric)} has no number at the moment.`;
      const fix = 'Nothing is decided without one. It is looked at again by itself.';
      return { sample: { missing: true }, trouble: { code: 'monitor.no-number', message, fix, mine: false } };
    } catch (thrown) {
      const { code, message, fix, who } = toFault(thrown);
      const mine = who === 'person';
      return { sample: { failed: true }, trouble: { code, message, fix: fix ?? 'It is tried again by itself.', mine } };
    }
  };

  /** What a person can put right is said at once; what the world does, when it lasts. */
  const tell = ({ trouble }: Look, next: MonitorState): void => {
    if (trouble && !trouble.mine && !next.silent && !isFailing(next, rule, clock.now())) return;
    context.trouble(trouble && { code: trouble.code, message: trouble.message, fix: trouble.fix });
  };

  const lookOnce = async (): Promise<void> => {
    const look = await take();
    if (stop.signal.aborted) return;
    const atMs = clock.now();
    const step = stepMonitor(rule, state, look.sample, atMs);
    const sightings = step.transitions.map((transition) => sightingOf(source, transition));
    const reading: MetricReading | undefined =
      'value' in look.sample ? { metric: of, atMs, value: look.sample.value } : undefined;
    try {
      await context.saw(sightings, { metric: of, monitor: { ...step.state } }, reading && { reading });
      state = step.state;
      tell(look, step.state);
    } catch (thrown) {
      const { code, message, fix } = toFault(thrown);
      context.trouble({ code, message, fix: fix ?? 'It is tried again by itself.' });
    }
  };

  const look = (): void => {
    if (looking || stop.signal.aborted) return;
    looking = true;
    callOff();
    void lookOnce().then(() => {
      looking = false;
      if (!stop.signal.aborted) callOff = clock.alarm(rule.everyMs, look);
    });
  };

  look();
  return {
    look,
    stop: () => {
      stop.abort();
      callOff();
    },
  };
};

/** Looks at numbers now and then and tells when they cross their limit; what it decided is kept with what it told. */
export const createMonitorWatcher =
  (clock: Clock, read: ReadMetric): StartWatcher<ThresholdSource> =>
  (source, context) =>
    watchMonitor(clock, read, source, context);
