import type { MonitorRule } from './rule.ts';
import { type MonitorState, stepMonitor } from './step-monitor.ts';

/** A number and when it was read. */
export interface Reading {
  atMs: number;
  value: number;
}

/** The past of a monitor, judged by a rule that may be another than the one it had. */
export interface MonitorPast {
  /** When the rule would have started the flow. */
  fired: Reading[];
  /** For a picture, thinned. */
  readings: Reading[];
  /** The time of the engine, which the readings are measured by. */
  nowMs: number;
}

/** When a rule would have started the flow, had it watched these readings; oldest first. */
export const replayRule = (rule: MonitorRule, readings: readonly Reading[]): Reading[] => {
  let state: MonitorState | null = null;
  const fired: Reading[] = [];
  for (const reading of readings) {
    const step = stepMonitor(rule, state, { value: reading.value }, reading.atMs);
    state = step.state;
    if (step.transitions.some(({ to, suppressed }) => to === 'crossed' && !suppressed)) fired.push(reading);
  }
  return fired;
};

/** At most `limit` readings for a picture: of each stretch of time the lowest and the highest, so that no peak is lost. */
export const thinReadings = (readings: readonly Reading[], limit: number): Reading[] => {
  if (readings.length <= limit) return [...readings];
  const stretches = Math.max(1, Math.floor(limit / 2));
  const perStretch = readings.length / stretches;
  const kept: Reading[] = [];
  for (let index = 0; index < stretches; index++) {
    const part = readings.slice(Math.floor(index * perStretch), Math.floor((index + 1) * perStretch));
    const lowest = part.reduce((a, b) => (b.value < a.value ? b : a));
    const highest = part.reduce((a, b) => (b.value > a.value ? b : a));
    if (lowest === highest) kept.push(lowest);
    else kept.push(...(lowest.atMs < highest.atMs ? [lowest, highest] : [highest, lowest]));
  }
  return kept;
};
