import type { FormField } from '../../model/form.ts';
import { type MetricKind, metricName } from '../../model/monitor/metric.ts';

const kinds: MetricKind[] = ['disk', 'memory', 'cpu', 'folder-size', 'sqlite', 'http-json', 'flow-errors', 'gauge'];

const only = (kind: MetricKind): { when: { param: string; is: string[] } } => ({ when: { param: 'kind', is: [kind] } });

/** How the params of a monitor are asked for. */
export const form: FormField[] = [
  {
    name: 'metric',
    label: 'What to watch',
    kind: 'group',
    fields: [
      {
        name: 'kind',
        label: 'Number',
        kind: 'choice',
        choices: kinds.map((kind) => ({ value: kind, label: metricName({ kind }) })),
      },
      { name: 'path', label: 'Disk of the folder', kind: 'folder', ...only('disk') },
      { name: 'folder', label: 'Folder', kind: 'folder', ...only('folder-size') },
      { name: 'file', label: 'Database file', kind: 'file', ...only('sqlite') },
      { name: 'table', label: 'Table', kind: 'table', fileParam: 'file', ...only('sqlite') },
      {
        name: 'take',
        label: 'Number',
        kind: 'choice',
        choices: [
          { value: 'count', label: 'How many rows' },
          { value: 'sum', label: 'Sum' },
          { value: 'average', label: 'Average' },
          { value: 'largest', label: 'Largest' },
          { value: 'smallest', label: 'Smallest' },
          { value: 'latest', label: 'Of the newest row' },
        ],
        ...only('sqlite'),
      },
      { name: 'column', label: 'Column', kind: 'text', ...only('sqlite') },
      { name: 'url', label: 'Address', kind: 'text', ...only('http-json') },
      { name: 'path', label: 'The number is in', kind: 'text', placeholder: 'data.price', ...only('http-json') },
      {
        name: 'credential',
        label: 'Connection',
        kind: 'credential',
        credentialKinds: ['bearer', 'basic', 'header', 'oauth2'],
        ...only('http-json'),
      },
      { name: 'flow', label: 'Flow', kind: 'text', help: 'Empty: all flows.', ...only('flow-errors') },
      { name: 'windowMinutes', label: 'In the last … minutes', kind: 'number', ...only('flow-errors') },
      {
        name: 'measure',
        label: 'Counted as',
        kind: 'choice',
        choices: [
          { value: 'count', label: 'Failed runs' },
          { value: 'percent', label: 'Percent of all runs' },
        ],
        ...only('flow-errors'),
      },
      { name: 'name', label: 'Gauge', kind: 'text', ...only('gauge') },
    ],
  },
  {
    name: 'direction',
    label: 'When it goes',
    kind: 'choice',
    choices: [
      { value: 'above', label: 'Above' },
      { value: 'below', label: 'Below' },
    ],
  },
  { name: 'limit', label: 'Limit', kind: 'number' },
  { name: 'backAt', label: 'Back to normal at', kind: 'number', help: 'Empty: at the limit.' },
  { name: 'forSeconds', label: 'For at least … seconds', kind: 'number' },
  { name: 'everySeconds', label: 'Look every … seconds', kind: 'number', advanced: true },
  {
    name: 'noDataSeconds',
    label: 'Tell me after … seconds without a reading',
    kind: 'number',
    help: '0: never.',
    advanced: true,
  },
];
