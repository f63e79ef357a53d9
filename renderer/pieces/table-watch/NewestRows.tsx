import type { ReactElement } from 'react';
import type { JsonRecord, RowChange } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toasts.ts';
import { keepSample } from '../samples/keep-sample.ts';
import { showValue } from '../values/show-value.ts';
import styles from './TableWatch.module.css';

interface NewestRowsProps {
  node: string;
  table: string;
  change: RowChange;
  rows: readonly JsonRecord[];
}

/** The payload this row would have started the flow with. */
const payloadOf = ({ table, change }: NewestRowsProps, row: JsonRecord): JsonRecord => ({
  table,
  change,
  row: change === 'removed' ? null : row,
  before: change === 'added' ? null : row,
  detectedAt: new Date().toISOString(),
});

/** The last rows, any of which may serve as the example. */
export const NewestRows = (props: NewestRowsProps): ReactElement => {
  const { node, table, rows } = props;
  const [first] = rows;
  if (!first) return <p className={styles.quiet}>The table has no rows yet.</p>;
  const columns = Object.keys(first);
  const take = (): void => {
    const problem = keepSample(node, `Newest row of ${table}`, payloadOf(props, first));
    if (problem !== null) toast({ tone: 'err', title: problem });
  };
  return (
    <>
      <section className={styles.rows} aria-label={`Newest rows of ${table}`} {...{ tabIndex: 0 }}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={JSON.stringify(row)}>
                {columns.map((column) => (
                  <td key={column}>{showValue(row[column], 60)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div>
        <Button size="small" onPress={take}>
          Use the first as example
        </Button>
      </div>
    </>
  );
};
