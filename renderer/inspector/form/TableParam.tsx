import { type ReactElement, useState } from 'react';
import { useCall } from '../../client/queries.ts';
import type { FormField, TableInfo } from '../../client/types.ts';
import { showValue } from '../../pieces/values/show-value.ts';
import type { ParamPath } from '../../stores/set-at.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { ComboField } from '../../ui/ComboField.tsx';
import styles from './Form.module.css';
import { lineKeys } from './line-keys.ts';
import { useParam, useParamText } from './step-form.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A path with a placeholder is no file before there is data. */
const isPath = (file: string): boolean => file !== '' && !file.includes('{{');
const isSpreadsheet = (file: string): boolean => /\.(csv|tsv|txt|xlsx|xlsm)$/i.test(file);

/** The tables of the database or spreadsheet a step uses; none while no file is chosen or it cannot be read. */
export const useTables = (file: string) => {
  const sheets = useCall('tables.describe', { file }, { enabled: isPath(file) && isSpreadsheet(file) });
  const tables = useCall('databases.tables', { file }, { enabled: isPath(file) && !isSpreadsheet(file) });
  return isSpreadsheet(file) ? sheets : tables;
};

/** The table a step uses. Of a spreadsheet without a named sheet it is the first; one without a header is none yet. */
export const useTable = (fileParam: string, tableParam: string): TableInfo | undefined => {
  const file = useParamText([fileParam]);
  const table = useParamText([tableParam]);
  const { data } = useTables(file);
  if (!isSpreadsheet(file)) return data?.find(({ name }) => name === table);
  const wanted = table.trim().toLowerCase();
  const sheet = wanted === '' ? data?.[0] : data?.find(({ name }) => name.toLowerCase() === wanted);
  return sheet && sheet.columns.length > 0 ? sheet : undefined;
};

const NewestRows = ({ file, table }: { file: string; table: string }): ReactElement => {
  const { data: rows, error } = useCall('databases.rows', { file, table, limit: 5 });
  if (error) return <p className={styles.hint}>{error.message}</p>;
  const columns = Object.keys(rows?.[0] ?? {});
  if (columns.length === 0) return <p className="type-meta">The table has no rows yet.</p>;
  return (
    <section className={styles.table} aria-label={`Newest rows of ${table}`} {...{ tabIndex: 0 }}>
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
          {lineKeys(rows?.length ?? 0).map((key, at) => (
            <tr key={key}>
              {columns.map((column) => (
                <td key={column}>{showValue(rows?.[at]?.[column], 60)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** A table of the chosen file, with a look at its newest rows. */
export const TableParam = ({
  field,
  path,
}: {
  field: Extract<FormField, { kind: 'table' }>;
  path: ParamPath;
}): ReactElement => {
  const file = useParamText([field.fileParam]);
  const { value, set, error, warning } = useParam(path, field.label);
  const { data: tables = [], error: fault } = useTables(file);
  const [isLooking, setLooking] = useState(false);
  const table = textOf(value);
  const isThere = tables.some(({ name }) => name === table);
  return (
    <div className={styles.group}>
      <ComboField
        label={field.label}
        value={table}
        onChange={(next) => set(next === '' ? undefined : next)}
        allowsCustom
        placeholder={file === '' ? 'Choose a file first' : 'Choose a table'}
        options={tables.map(({ name, rows }) => ({
          id: name,
          label: name,
          hint: `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`,
        }))}
        help={field.help}
        error={error}
        warning={fault && file !== '' ? fault.message : warning}
      />
      {isThere && (
        <div>
          <Button kind="quiet" size="small" onPress={() => setLooking(!isLooking)}>
            {isLooking ? 'Hide rows' : 'Show newest rows'}
          </Button>
        </div>
      )}
      {isThere && isLooking && <NewestRows file={file} table={table} />}
    </div>
  );
};

/** Some columns of the chosen table. */
export const ColumnsParam = ({
  field,
  path,
}: {
  field: Extract<FormField, { kind: 'columns' }>;
  path: ParamPath;
}): ReactElement => {
  const table = useTable(field.fileParam, field.tableParam);
  const { value, set, error, warning } = useParam(path, field.label);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const names = [...new Set([...(table?.columns.map(({ name }) => name) ?? []), ...chosen])];
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{field.label}</legend>
      {names.length === 0 && <p className="type-meta">Choose a table first.</p>}
      {names.map((name) => (
        <CheckboxField
          key={name}
          label={name}
          isChecked={chosen.includes(name)}
          onChange={(isChecked) => set(names.filter((known) => (known === name ? isChecked : chosen.includes(known))))}
        />
      ))}
      {field.help && <p className={styles.help}>{field.help}</p>}
      {(error ?? warning) && <p className={styles.hint}>{error ?? warning}</p>}
    </fieldset>
  );
};
