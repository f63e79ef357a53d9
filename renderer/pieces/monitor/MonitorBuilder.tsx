import { type ReactElement, useEffect, useId, useState } from 'react';
import {
  type Metric,
  type MetricKind,
  metricName,
  metricSchema,
  metricUnit,
  replayRule,
} from '../../client/monitor.ts';
import { useCall } from '../../client/queries.ts';
import { useEditor } from '../../stores/editor.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { recentReadings } from './chart-scale.ts';
import { MetricFields } from './MetricFields.tsx';
import styles from './Monitor.module.css';
import { MonitorChart } from './MonitorChart.tsx';
import { describeChart, sayFired, sayNumber } from './monitor-words.ts';
import { RuleSentence } from './RuleSentence.tsx';
import { type Live, liveWindowMs, useLive } from './use-live.ts';
import { type Monitor, useMonitor } from './use-monitor.ts';

const kinds: readonly MetricKind[] = [
  'disk',
  'memory',
  'cpu',
  'folder-size',
  'sqlite',
  'http-json',
  'flow-errors',
  'gauge',
];

const dayMs = 86_400_000;
/** New readings come in while the flow is on. */
const pastEveryMs = 15_000;

/** A picture of a few seconds would jump about. */
const shortestMs = 60_000;

/** What the monitor has read so far, and when its rule would have started the flow. */
const usePast = (node: string, { metric, rule }: Monitor) => {
  const flow = useEditor(({ flowId }) => flowId) ?? '';
  const input = { flow, node, metric, rule, hours: 24 };
  const { data, refetch } = useCall('monitors.replay', input, { enabled: flow !== '', keepPrevious: true });
  useEffect(() => {
    const timer = setInterval(() => void refetch(), pastEveryMs);
    return () => clearInterval(timer);
  }, [refetch]);
  return data;
};

const Now = ({ live, unit }: { live: Live; unit: string }): ReactElement => {
  if (live.problem !== null) return <p className={styles.problem}>{live.problem}</p>;
  return (
    <p className={styles.now}>
      <output className={styles.value}>
        {typeof live.value === 'number' ? sayNumber(live.value, unit) : live.value === null ? 'no number' : '…'}
      </output>
      <span className={styles.quiet}>now</span>
    </p>
  );
};

const Picture = ({ node, monitor }: { node: string; monitor: Monitor }): ReactElement => {
  const { metric, rule, set } = monitor;
  const unit = metricUnit(metric);
  const id = useId();
  const [view, setView] = useState<'live' | 'day'>('live');
  const live = useLive(metric);
  const past = usePast(node, monitor);
  const isDay = view === 'day';
  const nowMs = isDay ? (past?.nowMs ?? 0) : (live.readings.at(-1)?.atMs ?? 0);
  const recent = recentReadings(past?.readings ?? [], live.readings, liveWindowMs);
  const readings = isDay ? (past?.readings ?? []) : recent;
  const pace = Math.max(rule.everyMs, live.everyMs);
  const fired = (isDay ? past?.fired : replayRule({ ...rule, everyMs: pace }, recent)) ?? [];
  const seenMs = nowMs - (recent[0]?.atMs ?? nowMs);
  const spanMs = isDay ? dayMs : Math.min(liveWindowMs, Math.max(shortestMs, seenMs));
  // Thinned readings of a day stand further apart than those that were taken.
  const longestGapMs = isDay ? Math.max(3 * rule.everyMs, dayMs / 100) : 3 * pace;
  return (
    <section aria-label="The number now" className={styles.card}>
      <div className={styles.head}>
        <Now live={live} unit={unit} />
        <Segmented
          label="Time shown"
          value={view}
          options={[
            { id: 'live', label: '15 min' },
            { id: 'day', label: '24 h' },
          ]}
          onChange={setView}
        />
      </div>
      <MonitorChart
        readings={readings}
        fired={fired}
        fromMs={nowMs - spanMs}
        toMs={nowMs}
        longestGapMs={longestGapMs}
        rule={rule}
        unit={unit}
        describedBy={id}
        onLimit={(limit) => set('limit', limit)}
      />
      <p id={id} className={styles.quiet}>
        {describeChart(readings, rule, unit)}
      </p>
      <p className={styles.result}>{sayFired(past?.fired.length ?? 0, past?.readings[0]?.atMs, past?.nowMs ?? 0)}</p>
    </section>
  );
};

/** Which number is watched, where it stands, and when it starts the flow. `node` is the id of the trigger. */
export const MonitorBuilder = ({ node }: { node: string }): ReactElement => {
  const monitor = useMonitor(node);
  const { metric, setMetric } = monitor;
  return (
    <div className={styles.builder}>
      <SelectField
        label="What to watch"
        value={metric.kind}
        options={kinds.map((kind) => ({ id: kind, label: metricName({ kind }) }))}
        onChange={(kind) => setMetric(metricSchema.parse({ kind }) as Metric)}
      />
      <MetricFields node={node} metric={metric} onChange={setMetric} />
      <Picture node={node} monitor={monitor} />
      <RuleSentence node={node} monitor={monitor} />
    </div>
  );
};
