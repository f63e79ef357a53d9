import { z } from 'zod';
import { credentialNameSchema } from '../credential.ts';

/** How one number is taken from the rows of a table. */
export const tableTakes = ['count', 'sum', 'average', 'largest', 'smallest', 'latest'] as const;

/**
 * A number that can be watched. Percentages are 0 to 100; a folder is measured in MB of 1,000,000 bytes; everything else has
 * the unit of its source.
 */
export const metricSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cpu') }),
  z.strictObject({ kind: z.literal('memory') }),
  z.strictObject({
    kind: z.literal('disk'),
    path: z.string().max(4000).default('').describe('A folder on the disk; empty = the disk of the home folder'),
  }),
  z.strictObject({ kind: z.literal('folder-size'), folder: z.string().max(4000).default('') }),
  z.strictObject({
    kind: z.literal('sqlite'),
    file: z.string().max(4000).default(''),
    table: z.string().max(500).default(''),
    take: z.enum(tableTakes).default('count'),
    column: z.string().max(500).default('').describe('Not needed to count rows'),
  }),
  z.strictObject({
    kind: z.literal('http-json'),
    url: z.string().trim().max(4000).default(''),
    path: z.string().trim().max(200).default('').describe('Path to the number in the answer, such as data.price'),
    credential: credentialNameSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('flow-errors'),
    flow: z.string().max(200).default('').describe('Name of a flow; empty = all flows'),
    windowMinutes: z.int().min(1).max(10_080).default(60),
    measure: z.enum(['count', 'percent']).default('count'),
  }),
  z.strictObject({ kind: z.literal('gauge'), name: z.string().trim().min(1).max(100).default('demo') }),
]);
export type Metric = z.output<typeof metricSchema>;
export type MetricKind = Metric['kind'];

const names: Record<MetricKind, string> = {
  cpu: 'CPU use',
  memory: 'Memory use',
  disk: 'Disk use',
  'folder-size': 'Folder size',
  sqlite: 'Number in a table',
  'http-json': 'Number on the web',
  'flow-errors': 'Failed runs',
  gauge: 'Demo gauge',
};

/** What a person calls the number. */
export const metricName = ({ kind }: Pick<Metric, 'kind'>): string => names[kind];

/** What the number counts, to be shown behind it; empty when only its source knows. */
export const metricUnit = (metric: Metric): string => {
  switch (metric.kind) {
    case 'cpu':
    case 'memory':
    case 'disk':
    case 'gauge':
      return '%';
    case 'folder-size':
      return 'MB';
    case 'flow-errors':
      return metric.measure === 'percent' ? '%' : '';
    default:
      return '';
  }
};
