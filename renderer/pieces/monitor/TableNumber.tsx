import type { ReactElement } from 'react';
import type { Metric } from '../../client/monitor.ts';
import { useCall } from '../../client/queries.ts';
import { ComboField } from '../../ui/ComboField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { databaseEndings, PlaceField } from '../files/PlaceField.tsx';
import styles from './Monitor.module.css';

type TableMetric = Extract<Metric, { kind: 'sqlite' }>;

const takes: readonly { id: TableMetric['take']; label: string }[] = [
  { id: 'count', label: 'How many rows' },
  { id: 'sum', label: 'Sum' },
  { id: 'average', label: 'Average' },
  { id: 'largest', label: 'Largest' },
  { id: 'smallest', label: 'Smallest' },
  { id: 'latest', label: 'Of the newest row' },
];

interface TableNumberProps {
  metric: TableMetric;
  onChange: (metric: Metric) => void;
}

/** A number from a table: which file, which table, and which number of it. */
export const TableNumber = ({ metric, onChange }: TableNumberProps): ReactElement => {
  const { file, table, take, column } = metric;
  const { data: tables = [], error } = useCall('databases.tables', { file }, { enabled: file !== '' });
  const columns = tables.find(({ name }) => name === table)?.columns ?? [];
  return (
    <>
      <PlaceField
        label="Database file"
        kind="file"
        extensions={databaseEndings}
        value={file}
        placeholder="demo-shop.db"
        error={error && file !== '' ? error.message : undefined}
        onChange={(next) => onChange({ ...metric, file: next })}
      />
      <ComboField
        label="Table"
        value={table}
        allowsCustom
        placeholder={file === '' ? 'Choose a file first' : 'Choose a table'}
        options={tables.map(({ name, rows }) => ({
          id: name,
          label: name,
          hint: `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`,
        }))}
        onChange={(next) => onChange({ ...metric, table: next })}
      />
      <div className={styles.pair}>
        <SelectField
          label="Number"
          value={take}
          options={takes}
          onChange={(id) => onChange({ ...metric, take: takes.find((one) => one.id === id)?.id ?? 'count' })}
        />
        {take !== 'count' && (
          <ComboField
            label="Column"
            value={column}
            allowsCustom
            placeholder="Choose a column"
            options={columns.map(({ name, type }) => ({ id: name, label: name, hint: type }))}
            onChange={(next) => onChange({ ...metric, column: next })}
          />
        )}
      </div>
    </>
  );
};
