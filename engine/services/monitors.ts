import type { Handlers } from '../contract/methods.ts';
import { personFault } from '../model/fault.ts';
import { sameGrant } from '../model/grant.ts';
import { type MonitorPast, replayRule, thinReadings } from '../model/monitor/replay.ts';
import { metricGrants } from '../nodes/threshold/metric-grants.ts';
import { absolutePath } from './grants.ts';
import { findFlow, type Kernel } from './kernel.ts';

/** Points of a picture. */
const maxPoints = 500;

/** Where the number of a demo gauge is kept. */
const gaugeKey = (name: string): string => `gauge.${name}`;

export const readGauge = (setting: (key: string) => string | null, name: string): number | null => {
  const text = setting(gaugeKey(name));
  return text === null ? null : Number(text);
};

/** Runs of a flow that failed, and all that are over, of those that began within so many minutes. Throws `metric.no-flow`. */
export const endedRuns = (
  { config, history, clock }: Pick<Kernel, 'config' | 'history' | 'clock'>,
  flow: string,
  windowMinutes: number,
): { failed: number; ended: number } => {
  const known = flow === '' ? undefined : config.flowNamed(flow);
  if (known === null)
    throw personFault('metric.no-flow', `There is no flow called "${flow}".`, { fix: 'Choose a flow.' });
  return history.endedSince(known?.id, clock.now() - windowMinutes * 60_000);
};

/** Numbers for a person who sets up a monitor. The person chose what is read, so no permission of a flow is asked. */
export const monitorHandlers = (
  kernel: Kernel,
): Pick<Handlers, 'monitors.now' | 'monitors.replay' | 'gauge.get' | 'gauge.set'> => ({
  'monitors.now': async ({ metric }) => {
    const onDisk = (target: string): string => absolutePath(kernel.filesFolder, target);
    const grants = metricGrants(metric).flatMap(({ kind, target }) =>
      target === null ? [] : [{ kind, target: kind === 'private-address' ? target : onDisk(target) }],
    );
    const outside = kernel.outsideFor(() =>
      grants.filter((grant, index) => grants.findIndex((one) => sameGrant(one, grant)) === index),
    );
    return { value: await kernel.readMetric(metric, outside, new AbortController().signal) };
  },
  'monitors.replay': ({ flow, node, metric, rule, hours }): MonitorPast => {
    const found = findFlow(kernel.config, flow);
    const nowMs = kernel.clock.now();
    const monitor = { flowId: found.id, node, metric: JSON.stringify(metric) };
    const readings = kernel.history.readings.since(monitor, nowMs - hours * 3_600_000);
    return { fired: replayRule(rule, readings), readings: thinReadings(readings, maxPoints), nowMs };
  },
  'gauge.get': ({ name }) => ({ value: readGauge(kernel.config.setting, name) }),
  'gauge.set': ({ name, value }) => {
    kernel.config.putSetting(gaugeKey(name), String(value));
    return { value };
  },
});
