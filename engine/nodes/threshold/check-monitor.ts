import type { Metric } from '../../model/monitor/metric.ts';
import type { ParamProblem } from '../define.ts';
import { addressOf } from './metric-grants.ts';

const missing = (param: string, message: string, fix: string): ParamProblem[] => [
  { param: `metric.${param}`, message, fix },
];

/** What is not said yet about the number. */
export const checkMetric = (metric: Metric): ParamProblem[] => {
  switch (metric.kind) {
    case 'folder-size':
      return metric.folder === '' ? missing('folder', 'No folder is chosen.', 'Choose a folder.') : [];
    case 'sqlite':
      return [
        ...(metric.file === '' ? missing('file', 'No database is chosen.', 'Choose a database file.') : []),
        ...(metric.table === '' ? missing('table', 'No table is chosen.', 'Choose a table.') : []),
        ...(metric.take !== 'count' && metric.column === ''
          ? missing('column', 'No column is chosen.', 'Choose the column that holds the number.')
          : []),
      ];
    case 'http-json': {
      if (metric.url === '') return missing('url', 'There is no address to look at yet.', 'Type the address.');
      const address = addressOf(metric.url);
      if (address === null)
        return missing('url', 'This is not a web address.', 'An address begins with https:// or http://.');
      return address.username === '' && address.password === ''
        ? []
        : missing(
            'url',
            'The address holds a user name or password.',
            'Store them as a connection and choose it here.',
          );
    }
    default:
      return [];
  }
};

/** The web is asked no more often than this. */
const webEverySeconds = 10;

export const checkPace = (metric: Metric, everySeconds: number): ParamProblem[] =>
  metric.kind === 'http-json' && everySeconds < webEverySeconds
    ? [
        {
          param: 'everySeconds',
          message: `An address on the web is looked at every ${webEverySeconds} seconds at the most.`,
          fix: `Choose ${webEverySeconds} or more.`,
        },
      ]
    : [];

/** Back to normal must lie on the safe side of the limit. */
export const checkBack = (direction: 'above' | 'below', limit: number, backAt: number): ParamProblem[] => {
  if (direction === 'above' ? backAt <= limit : backAt >= limit) return [];
  const side = direction === 'above' ? 'below' : 'above';
  return [
    {
      param: 'backAt',
      message: `It would count as normal again at ${backAt}, which is still past the limit of ${limit}.`,
      fix: `Choose ${limit} or a number ${side} it.`,
    },
  ];
};
