/** What a watched number is and how it is judged, worked out in the window by the engine's own pure code. */
export {
  type Metric,
  type MetricKind,
  metricName,
  metricSchema,
  metricUnit,
} from '../../engine/model/monitor/metric.ts';
export { type Reading, replayRule } from '../../engine/model/monitor/replay.ts';
export type { MonitorRule } from '../../engine/model/monitor/rule.ts';
