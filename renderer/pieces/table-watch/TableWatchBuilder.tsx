import { type ReactElement, type ReactNode, useEffect } from 'react';
import { useCall } from '../../client/queries.ts';
import type { RowChange } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import { Banner } from '../../ui/Banner.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { ComboField } from '../../ui/ComboField.tsx';
import { Pill } from '../../ui/Pill.tsx';
import { RadioGroupField } from '../../ui/RadioGroupField.tsx';
import { databaseEndings, PlaceField } from '../files/PlaceField.tsx';
import { setOwnParam, useOwnParams } from '../own-form/own-params.ts';
import { NewestRows } from './NewestRows.tsx';
import styles from './TableWatch.module.css';
import { allChanges, readTableParams, type TableParams, toggleChange, writesIntoItself } from './table-params.ts';
import { WayFields } from './WayFields.tsx';

/** Other programs go on writing while the form is open. */
const lookAgainMs = 5000;

const words: Readonly<Record<RowChange, string>> = { added: 'Added', changed: 'Changed', removed: 'Removed' };

interface StepProps {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

const Step = ({ title, action, children }: StepProps): ReactElement => (
  <section aria-label={title} className={styles.step}>
    <div className={styles.head}>
      <h3 className={styles.heading}>{title}</h3>
      {action}
    </div>
    {children}
  </section>
);

const countRows = (rows: number): string => `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;

const Columns = ({ names, params, set }: { names: string[]; params: TableParams; set: (names: string[]) => void }) => (
  <fieldset className={styles.columns}>
    <legend className={styles.quiet}>Only these columns count (none: any)</legend>
    {names.map((name) => (
      <CheckboxField
        key={name}
        label={name}
        isChecked={params.columns.includes(name)}
        onChange={(isOn) => set(names.filter((known) => (known === name ? isOn : params.columns.includes(known))))}
      />
    ))}
  </fieldset>
);

/** How the table would be watched as it is now; read again now and then. */
const useExplained = ({ file, table, changes, columns, detect, cursorColumn }: TableParams) => {
  const input = { file, table, changes, columns, detect, cursorColumn };
  const isReady = file !== '' && table !== '';
  const { data, error, refetch } = useCall('tables.explain', input, { enabled: isReady, keepPrevious: true });
  useEffect(() => {
    if (!isReady) return;
    const timer = setInterval(() => void refetch(), lookAgainMs);
    return () => clearInterval(timer);
  }, [isReady, refetch]);
  return { explained: error || !isReady ? undefined : data, error };
};

/** Which table of which file starts the flow, at which changes and how they are noticed. `node` is the id of the trigger. */
export const TableWatchBuilder = ({ node }: { node: string }): ReactElement => {
  const params = readTableParams(useOwnParams(node));
  const { file, table, changes } = params;
  const tables = useCall('databases.tables', { file }, { enabled: file !== '' });
  const { explained, error } = useExplained(params);
  const loops = useEditor(({ document }) => table !== '' && writesIntoItself(document, node, { file, table }));
  const set = (name: keyof TableParams, value: string | string[] | undefined): void => {
    setOwnParam('change what is watched', node, [name], value);
    // A record holds what happens from now on, and not which columns changed.
    if (value !== 'capture') return;
    setOwnParam('change what is watched', node, ['startFrom'], undefined);
    setOwnParam('change what is watched', node, ['columns'], undefined);
  };
  const shape = explained?.shape;
  return (
    <div className={styles.builder}>
      <Step
        title="File"
        action={
          <Pill tone={params.detect === 'capture' ? 'warn' : 'ok'} size="small">
            {params.detect === 'capture' ? 'Adds triggers to this file' : 'We only read this file'}
          </Pill>
        }
      >
        <PlaceField
          label="Database file"
          kind="file"
          extensions={databaseEndings}
          value={file}
          placeholder="demo-shop.db"
          error={tables.error && file !== '' ? `${tables.error.message} ${tables.error.fix ?? ''}` : undefined}
          onChange={(next) => set('file', next)}
        />
      </Step>
      <Step title="Table">
        <ComboField
          label="Table"
          isLabelHidden
          value={table}
          allowsCustom
          placeholder={file === '' ? 'Choose a file first' : 'Choose a table'}
          options={(tables.data ?? []).map(({ name, rows, columns }) => ({
            id: name,
            label: name,
            hint: `${countRows(rows)} · ${columns
              .slice(0, 3)
              .map((column) => column.name)
              .join(', ')}`,
          }))}
          error={error && table !== '' ? `${error.message} ${error.fix ?? ''}` : undefined}
          onChange={(next) => set('table', next)}
        />
      </Step>
      <Step title="When a row is">
        <div className={styles.changes}>
          {allChanges.map((change) => (
            <CheckboxField
              key={change}
              label={words[change]}
              isChecked={changes.includes(change)}
              onChange={(isOn) => set('changes', toggleChange(changes, change, isOn))}
            />
          ))}
        </div>
        {shape && changes.includes('changed') && params.detect !== 'capture' && (
          <Columns
            names={shape.columns.filter(({ generated }) => !generated).map(({ name }) => name)}
            params={params}
            set={(columns) => set('columns', columns.length > 0 ? columns : undefined)}
          />
        )}
        {loops && (
          <Banner tone="warn" title={`This flow also writes into ${table}.`}>
            Each run may start the next. Put a check in between, or write into another table.
          </Banner>
        )}
      </Step>
      {explained && shape && (
        <>
          <Step title="How changes are noticed">
            <WayFields params={params} shape={shape} chosen={explained.chosen} set={set} />
          </Step>
          {explained.chosen.way !== 'capture' && params.detect !== 'capture' && (
            <Step title="The first time">
              <RadioGroupField
                label="The first time"
                isLabelHidden
                value={params.startFrom}
                options={[
                  { id: 'now', label: 'Start from now' },
                  { id: 'existing', label: `Also for the ${countRows(shape.rows)} already there` },
                ]}
                onChange={(from) => set('startFrom', from === 'now' ? undefined : from)}
              />
            </Step>
          )}
          <Step title="Rows that would have started it">
            <NewestRows node={node} table={shape.table} change={changes[0] ?? 'added'} rows={explained.newest} />
          </Step>
        </>
      )}
    </div>
  );
};
