import { Plus, X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { FormField, JsonValue } from '../../client/types.ts';
import { TemplateField } from '../../pieces/template-field/TemplateField.tsx';
import type { ParamPath } from '../../stores/set-at.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './Form.module.css';
import { lineKeys } from './line-keys.ts';
import { useParam } from './step-form.ts';

const withoutLine = (lines: readonly JsonValue[], at: number): JsonValue[] => lines.filter((_, place) => place !== at);

/** Lines of texts. */
export const TextListParam = ({ field, path }: { field: FormField; path: ParamPath }): ReactElement => {
  const { value, set, error, warning } = useParam(path, field.label);
  const lines = Array.isArray(value) ? value : [];
  const change = (at: number, text: string): void => set(lines.map((line, place) => (place === at ? text : line)));
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{field.label}</legend>
      {lineKeys(lines.length).map((key, at) => {
        const label = `${field.label} ${at + 1}`;
        const text = typeof lines[at] === 'string' ? lines[at] : JSON.stringify(lines[at] ?? '');
        return (
          <div key={key} className={styles.row}>
            <div className={styles.stack}>
              {field.templated ? (
                <TemplateField label={label} isLabelHidden value={text} onChange={(next) => change(at, next)} />
              ) : (
                <TextField label={label} isLabelHidden value={text} onChange={(next) => change(at, next)} />
              )}
            </div>
            <span className={styles.rowEnd}>
              <IconButton label={`Remove ${label}`} icon={X} size="small" onPress={() => set(withoutLine(lines, at))} />
            </span>
          </div>
        );
      })}
      {field.help && <p className={styles.help}>{field.help}</p>}
      {(error ?? warning) && <p className={styles.hint}>{error ?? warning}</p>}
      <div>
        <Button size="small" kind="quiet" icon={Plus} onPress={() => set([...lines, ''])}>
          Add
        </Button>
      </div>
    </fieldset>
  );
};

const emptyLine = (fields: readonly FormField[]): JsonValue =>
  Object.fromEntries(fields.flatMap(({ name, kind }) => (kind === 'text' || kind === 'json' ? [[name, '']] : [])));

interface ListParamProps {
  field: Extract<FormField, { kind: 'list' }>;
  path: ParamPath;
  /** Draws the fields of one line; handed in, because a line may hold lists again. */
  renderLine: (path: ParamPath, isLabelHidden: boolean) => ReactNode;
}

/** Lines of several fields: headers, form fields, columns. */
export const ListParam = ({ field, path, renderLine }: ListParamProps): ReactElement => {
  const { value, set, problem } = useParam(path, field.label, false);
  const lines = Array.isArray(value) ? value : [];
  const isShort = field.fields.length <= 2;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{field.label}</legend>
      {lineKeys(lines.length).map((key, at) => (
        <div key={key} className={styles.row}>
          <div className={isShort ? styles.cells : styles.stack}>{renderLine([...path, at], isShort && at > 0)}</div>
          <span className={styles.rowEnd}>
            <IconButton
              label={`Remove line ${at + 1} of ${field.label}`}
              icon={X}
              size="small"
              onPress={() => set(withoutLine(lines, at))}
            />
          </span>
        </div>
      ))}
      {field.help && <p className={styles.help}>{field.help}</p>}
      {problem && <p className={styles.hint}>{`${problem.message} ${problem.fix}`}</p>}
      <div>
        <Button size="small" kind="quiet" icon={Plus} onPress={() => set([...lines, emptyLine(field.fields)])}>
          {field.addLabel}
        </Button>
      </div>
    </fieldset>
  );
};
