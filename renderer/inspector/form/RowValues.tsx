import { WandSparkles } from 'lucide-react';
import { memo, type ReactElement, useState } from 'react';
import type { FormField, JsonRecord, JsonValue, TableInfo } from '../../client/types.ts';
import { writeChip } from '../../pieces/template-field/chip.ts';
import { useMapping } from '../../pieces/template-field/mapping.ts';
import { suggestFields } from '../../pieces/template-field/suggest.ts';
import { TemplateField } from '../../pieces/template-field/TemplateField.tsx';
import { showValue } from '../../pieces/values/show-value.ts';
import { useEditor } from '../../stores/editor.ts';
import { type ParamPath, writeParamPath } from '../../stores/set-at.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FieldSet } from './FieldSet.tsx';
import styles from './Form.module.css';
import { useLines, useOwnProblem, useParam } from './step-form.ts';
import { useTable } from './TableParam.tsx';
import { useEmptyHint } from './use-empty-hint.tsx';

interface RowValuesProps {
  field: Extract<FormField, { kind: 'list' }>;
  path: ParamPath;
  /** The param that names the table of the file. */
  tableParam: 'table' | 'sheet';
}

type Column = TableInfo['columns'][number];

const asText = (value: JsonValue | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** SQLite numbers such a column when nothing stands in it. */
const isNumberedByItself = ({ primaryKey, type }: Column): boolean => primaryKey && /^INTEGER$/i.test(type);

interface ColumnValueProps {
  path: ParamPath;
  label: string;
  column: Column;
}

const columnOf = (line: JsonValue | undefined): JsonValue | undefined => (line as JsonRecord | undefined)?.column;

const ColumnValue = memo(({ path, label, column }: ColumnValueProps): ReactElement => {
  const lines = useLines(path, label);
  const at = useEditor(() => lines.now().findIndex((line) => columnOf(line) === column.name));
  const { value, set, error, warning } = useParam([...path, at < 0 ? column.name : at, 'value'], column.name);
  const text = at < 0 ? '' : asText(value);
  const change = (next: string): void => {
    if (at < 0) lines.put([...lines.now(), { column: column.name, value: next }]);
    else if (next === '') lines.put(lines.now().filter((_, place) => place !== at));
    else set(next);
  };
  const hint = useEmptyHint(text, column.name, change);
  const byItself = isNumberedByItself(column);
  return (
    <div data-param={writeParamPath([...path, at])}>
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
      />
    </div>
  );
});

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
export const RowValues = ({ field, path, tableParam }: RowValuesProps): ReactElement => {
  const table = useTable('file', tableParam);
  const lines = useLines(path, field.label);
  const named = useEditor(() => JSON.stringify(lines.now().map(columnOf)));
  const problem = useOwnProblem(path);
  const [isSuggesting, setSuggesting] = useState(false);
  if (!table) return <FieldSet fields={[field]} path={path.slice(0, -1)} />;
  const used = new Set<JsonValue>(JSON.parse(named) as JsonValue[]);
  const known = new Set(table.columns.map(({ name }) => name));
  const others = [...used].flatMap((name) =>
    typeof name === 'string' && name !== '' && !known.has(name)
      ? [{ name, type: '', notNull: false, primaryKey: false, defaultValue: null }]
      : [],
  );
  const empty = table.columns.filter(({ name }) => !used.has(name));
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
        <ColumnValue key={column.name} path={path} label={field.label} column={column} />
      ))}
      {problem && <p className={styles.hint}>{`${problem.message} ${problem.fix}`}</p>}
      {isSuggesting && (
        <Suggestions
          columns={empty.filter((column) => !isNumberedByItself(column))}
          onClose={() => setSuggesting(false)}
          onUse={(more) => {
            lines.put([...lines.now(), ...more]);
            setSuggesting(false);
          }}
        />
      )}
    </fieldset>
  );
};
