import type { ReactElement } from 'react';
import type { JsonRecord } from '../client/types.ts';
import { labelKey } from '../pieces/values/label.ts';
import { showValue } from '../pieces/values/show-value.ts';
import form from './form/Form.module.css';
import { lineKeys } from './form/line-keys.ts';

/** Rows and columns beyond these are not drawn; the data view has them all. */
const most = { rows: 200, columns: 30 } as const;

/** A list of records as a table. */
export const RecordTable = ({ records, label }: { records: readonly JsonRecord[]; label: string }): ReactElement => {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))].slice(0, most.columns);
  return (
    <section className={form.table} aria-label={label} {...{ tabIndex: 0 }}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {labelKey(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lineKeys(Math.min(records.length, most.rows)).map((key, at) => (
            <tr key={key}>
              {columns.map((column) => (
                <td key={column}>{showValue(records[at]?.[column], 60)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
