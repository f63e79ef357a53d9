import { z } from 'zod';
import { isRecord } from '../../model/json.ts';
import { type Metric, metricName, metricSchema, metricUnit } from '../../model/monitor/metric.ts';
import type { MonitorRule } from '../../model/monitor/rule.ts';
import { defineTrigger, outPort } from '../define.ts';
import { checkBack, checkMetric, checkPace } from './check-monitor.ts';
import { form } from './form.ts';
import { metricGrants } from './metric-grants.ts';

const daySeconds = 86_400;

const params = z.strictObject({
  metric: metricSchema.default({ kind: 'disk', path: '' }),
  direction: z.enum(['above', 'below']).default('above'),
  limit: z.number().default(90),
  backAt: z.number().optional().describe('Where it counts as normal again; the limit when it is left out'),
  forSeconds: z.int().min(0).max(daySeconds).default(0),
  everySeconds: z.int().min(1).max(daySeconds).default(30),
  noDataSeconds: z.int().min(0).max(daySeconds).default(0).describe('0 = nothing happens without a reading'),
});
type Params = z.output<typeof params>;

const ruleOf = ({ direction, limit, backAt, forSeconds, everySeconds, noDataSeconds }: Params): MonitorRule => ({
  direction,
  limit,
  backAt: backAt ?? limit,
  forMs: forSeconds * 1000,
  everyMs: everySeconds * 1000,
  noDataMs: noDataSeconds * 1000,
});

const withUnit = (value: number, metric: Metric): string => `${value} ${metricUnit(metric)}`.trim();

const ports = ['out', 'normal', 'no-data'];

/** Starts a run when a number crosses a limit, and another when it is back. */
export const node = defineTrigger({
  type: 'threshold',
  version: 1,
  title: 'Number crosses limit',
  description: 'Starts when a number goes past a limit, such as a disk that is nearly full.',
  icon: 'gauge',
  synonyms: [
    'threshold',
    'limit',
    'alert',
    'monitor',
    'disk',
    'cpu',
    'memory',
    'ram',
    'full',
    'above',
    'below',
    'low stock',
  ],
  params,
  form,
  ports: ({ noDataSeconds }) => [
    { ...outPort, label: 'past the limit' },
    { id: 'normal', label: 'back to normal' },
    ...(noDataSeconds > 0 ? [{ id: 'no-data', label: 'no reading' }] : []),
  ],
  summary: ({ metric, direction, limit, forSeconds }) =>
    `${metricName(metric)} goes ${direction} ${withUnit(limit, metric)}${forSeconds > 0 ? ` for ${forSeconds} s` : ''}`,
  sample: ({ metric, direction, limit }) => ({
    metric: metricName(metric),
    value: direction === 'above' ? limit + 2.4 : limit - 2.4,
    limit,
    state: 'crossed',
    since: '2026-03-01T09:30:00.000Z',
  }),
  check: ({ metric, direction, limit, backAt, everySeconds }) => [
    ...checkMetric(metric),
    ...checkPace(metric, everySeconds),
    ...checkBack(direction, limit, backAt ?? limit),
  ],
  grants: ({ metric }) => metricGrants(metric),
  credentials: ({ metric }) =>
    metric.kind === 'http-json' && metric.credential !== undefined ? [metric.credential] : [],
  leavesBy: (payload) => {
    const state = isRecord(payload) ? payload.state : undefined;
    return typeof state === 'string' && ports.includes(state) ? state : 'out';
  },
  listen: (typed) => ({
    kind: 'watch',
    source: { kind: 'threshold', metric: typed.metric, rule: ruleOf(typed) },
  }),
  upgrades: [],
});
