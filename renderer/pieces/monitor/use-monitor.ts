import { useMemo } from 'react';
import { type Metric, type MonitorRule, metricSchema } from '../../client/monitor.ts';
import type { JsonRecord, JsonValue } from '../../client/types.ts';
import { setOwnParam, useOwnParams } from '../own-form/own-params.ts';

const disk: Metric = { kind: 'disk', path: '' };

const numberOr = (value: JsonValue | undefined, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;

/** The number a monitor watches as far as it can be understood. */
export const readMetricParam = (value: JsonValue | undefined): Metric => {
  const read = metricSchema.safeParse(value ?? disk);
  return read.success ? read.data : disk;
};

/** The rule the params of a monitor come to, with what is usual filled in. */
export const readRule = (params: JsonRecord): MonitorRule => {
  const limit = numberOr(params.limit, 90);
  return {
    direction: params.direction === 'below' ? 'below' : 'above',
    limit,
    backAt: numberOr(params.backAt, limit),
    forMs: numberOr(params.forSeconds, 0) * 1000,
    everyMs: Math.max(1, numberOr(params.everySeconds, 30)) * 1000,
    noDataMs: numberOr(params.noDataSeconds, 0) * 1000,
  };
};

/** The monitor of a trigger: what it watches, its rule, and ways to change them. */
export const useMonitor = (node: string) => {
  const params = useOwnParams(node);
  const metric = useMemo(() => readMetricParam(params.metric), [params.metric]);
  const rule = useMemo(() => readRule(params), [params]);
  return {
    metric,
    rule,
    setMetric: (next: Metric): void =>
      setOwnParam('change what is watched', node, ['metric'], JSON.parse(JSON.stringify(next))),
    set: (name: string, value: JsonValue | undefined): void => setOwnParam('change the monitor', node, [name], value),
  };
};
export type Monitor = ReturnType<typeof useMonitor>;
