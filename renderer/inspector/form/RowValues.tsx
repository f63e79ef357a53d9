import { WandSparkles } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { FormField, JsonRecord, JsonValue, TableInfo } from '../../client/types.ts';
import { writeChip } from '../../pieces/template-field/chip.ts';
import { useMapping } from '../../pieces/template-field/mapping.ts';
import { suggestFields } from '../../pieces/template-field/suggest.ts';
import { TemplateField } from '../../pieces/template-field/TemplateField.tsx';
import { showValue } from '../../pieces/values/show-value.ts';
import type { ParamPath } from '../../stores/set-at.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FieldSet } from './FieldSet.tsx';
import styles from './Form.module.css';
import { useParam } from './step-form.ts';
import { useTable } from './TableParam.tsx';
import { useEmptyHint } from './use-empty-hint.tsx';

interface RowValuesProps {
  field: Extract<FormField, { kind: 'list' }>;
  path: ParamPath;
}

type Column = TableInfo['columns'][number];

const asText = (value: JsonValue | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** SQLite numbers such a column when nothing stands in it. */
const isNumberedByItself = ({ primaryKey, type }: Column): boolean => primaryKey && /^INTEGER$/i.test(type);

interface ColumnValueProps extends RowValuesProps {
  column: Column;
  lines: readonly JsonRecord[];
  onChange: (lines: JsonRecord[]) => void;
}

const ColumnValue = ({ path, column, lines, onChange }: ColumnValueProps): ReactElement => {
  const at = lines.findIndex((line) => line.column === column.name);
  const { error, warning, isWanted } = useParam([...path, at < 0 ? column.name : at], column.name);
  const text = asText(lines[at]?.value);
  const change = (next: string): void => {
    if (at < 0) onChange([...lines, { column: column.name, value: next }]);
    else if (next === '') onChange(lines.filter((_, place) => place !== at));
    else onChange(lines.map((line, place) => (place === at ? { ...line, value: next } : line)));
  };
  const hint = useEmptyHint(text, column.name, change);
  const byItself = isNumberedByItself(column);
  return (
    <TemplateField
      label={column.name}
      value={text}
      onChange={change}
      placeholder={byItself ? 'Numbered by itself' : (column.defaultValue ?? undefined)}
      problem={error}
      warning={warning ?? hint}
      help={
        column.notNull && column.defaultValue === null && !byItself && text === ''
          ? 'This column needs a value.'
          : undefined
      }
      isWanted={isWanted}
    />
  );
};

const Suggestions = ({
  columns,
  onUse,
  onClose,
}: {
  columns: readonly Column[];
  onUse: (lines: JsonRecord[]) => void;
  onClose: () => void;
}): ReactElement => {
  const mapping = useMapping();
  const offers = columns.flatMap(({ name }) => {
    const [best] = suggestFields(name, mapping, 1);
    return best ? [{ column: name, node: best.node }] : [];
  });
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const chosen = offers.filter(({ column }) => !without.has(column));
  return (
    <Dialog
      title="Suggested mappings"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            isDisabled={chosen.length === 0}
            onPress={() =>
              onUse(chosen.map(({ column, node }) => ({ column, value: writeChip({ path: node.path, filters: [] }) })))
            }
          >
            Use {chosen.length}
          </Button>
        </>
      }
    >
      {offers.length === 0 && <p>Nothing that arrived is called like one of the empty columns.</p>}
      {offers.map(({ column, node }) => (
        <CheckboxField
          key={column}
          label={`${column} ← ${node.label}`}
          help={showValue(node.value, 60)}
          isChecked={!without.has(column)}
          onChange={(isChecked) =>
            setWithout(
              (before) => new Set(isChecked ? [...before].filter((name) => name !== column) : [...before, column]),
            )
          }
        />
      ))}
    </Dialog>
  );
};

const manyEmpty = 3;

/** The values of a row: one field per column of the table, once the table is known. */
export const RowValues = ({ field, path }: RowValuesProps): ReactElement => {
  const table = useTable('file', 'table');
  const { value, set, problem } = useParam(path, field.label, false);
  const [isSuggesting, setSuggesting] = useState(false);
  if (!table) return <FieldSet fields={[field]} path={path.slice(0, -1)} />;
  const lines = (Array.isArray(value) ? value : []) as JsonRecord[];
  const known = new Set(table.columns.map(({ name }) => name));
  const others = lines.flatMap(({ column }) =>
    typeof column === 'string' && !known.has(column)
      ? [{ name: column, type: '', notNull: false, primaryKey: false, defaultValue: null }]
      : [],
  );
  const empty = table.columns.filter(({ name }) => !lines.some(({ column }) => column === name));
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{field.label}</legend>
      {empty.length >= manyEmpty && (
        <div>
          <Button size="small" icon={WandSparkles} onPress={() => setSuggesting(true)}>
            Suggest mappings
          </Button>
        </div>
      )}
      {[...table.columns, ...others].map((column) => (
        <ColumnValue key={column.name} field={field} path={path} column={column} lines={lines} onChange={set} />
      ))}
      {problem && <p className={styles.hint}>{`${problem.message} ${problem.fix}`}</p>}
      {isSuggesting && (
        <Suggestions
          columns={empty.filter((column) => !isNumberedByItself(column))}
          onClose={() => setSuggesting(false)}
          onUse={(more) => {
            set([...lines, ...more]);
            setSuggesting(false);
          }}
        />
      )}
    </fieldset>
  );
};
