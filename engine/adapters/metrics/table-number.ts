import { personFault } from '../../model/fault.ts';
import type { Metric } from '../../model/monitor/metric.ts';

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The statement that takes one number from a table. Throws `metric.unfinished` when a name is missing. */
export const tableNumberSql = ({ table, take, column }: Extract<Metric, { kind: 'sqlite' }>): string => {
  if (table === '' || (take !== 'count' && column === ''))
    throw personFault('metric.unfinished', 'It is not said which number of the table is meant.', {
      fix: 'Choose a table and a column.',
    });
  const from = `FROM ${quote(table)}`;
  switch (take) {
    case 'count':
      return `SELECT count(*) AS value ${from}`;
    case 'sum':
      return `SELECT sum(${quote(column)}) AS value ${from}`;
    case 'average':
      return `SELECT avg(${quote(column)}) AS value ${from}`;
    case 'largest':
      return `SELECT max(${quote(column)}) AS value ${from}`;
    case 'smallest':
      return `SELECT min(${quote(column)}) AS value ${from}`;
    case 'latest':
      return `SELECT ${quote(column)} AS value ${from} ORDER BY rowid DESC LIMIT 1`;
  }
};
