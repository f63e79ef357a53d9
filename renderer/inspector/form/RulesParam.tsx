import { Check, Plus, X } from 'lucide-react';
import { type ReactElement, useMemo } from 'react';
import { ruleWords, takesRight, tryRule } from '../../client/rules.ts';
import type { FormField, JsonValue } from '../../client/types.ts';
import { useMapping } from '../../pieces/template-field/mapping.ts';
import { workOut } from '../../pieces/template-field/pipeline.ts';
import { TemplateField } from '../../pieces/template-field/TemplateField.tsx';
import { showValue } from '../../pieces/values/show-value.ts';
import { useEditor } from '../../stores/editor.ts';
import { type ParamPath, writeParamPath } from '../../stores/set-at.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import styles from './Form.module.css';
import { lineKeys } from './line-keys.ts';
import { useParam } from './step-form.ts';

interface Rule {
  left?: JsonValue;
  op?: string;
  right?: JsonValue;
}

const asText = (value: JsonValue | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** The rule with its values in the place of its fields, and whether it holds on this example. */
const Verdict = ({ rule }: { rule: Rule }): ReactElement | null => {
  const { scope } = useMapping();
  const timeZone = useEditor(({ document }) => document.settings.timeZone);
  const left = useMemo(() => workOut(asText(rule.left), scope), [rule.left, scope]);
  const right = useMemo(() => workOut(asText(rule.right), scope), [rule.right, scope]);
  const op = rule.op ?? 'equals';
  if (asText(rule.left) === '' || (takesRight(op) && asText(rule.right) === '')) return null;
  const leftValue = 'value' in left ? left.value : undefined;
  const rightValue = 'value' in right ? right.value : undefined;
  const holds = tryRule(op, leftValue, rightValue, timeZone);
  if (holds === undefined) return null;
  const words = ruleWords.find(({ id }) => id === op)?.label ?? op;
  return (
    <p className={styles.verdict}>
      {[showValue(leftValue, 40), words, takesRight(op) ? showValue(rightValue, 40) : ''].filter(Boolean).join(' ')}
      <span className={classes(styles.more, holds ? styles.holds : styles.fails)}>
        {holds ? <Check size={14} aria-hidden="true" /> : <X size={14} aria-hidden="true" />}
        {holds ? 'holds' : 'does not hold'}
      </span>
    </p>
  );
};

interface RuleLineProps {
  path: ParamPath;
  at: number;
  rule: Rule;
  onChange: (rule: Rule) => void;
  onRemove: () => void;
}

const RuleLine = ({ path, at, rule, onChange, onRemove }: RuleLineProps): ReactElement => {
  const left = useParam([...path, at, 'left'], `rule ${at + 1}`);
  const right = useParam([...path, at, 'right'], `rule ${at + 1}`);
  const op = rule.op ?? 'equals';
  return (
    <div className={styles.rule} data-param={writeParamPath([...path, at])}>
      <div className={styles.row}>
        <div className={styles.stack}>
          <TemplateField
            label={`Rule ${at + 1}: value`}
            isLabelHidden
            isSingle
            placeholder="Choose a field"
            value={asText(rule.left)}
            onChange={(text) => onChange({ ...rule, left: text })}
            problem={left.error}
            warning={left.warning}
          />
        </div>
        <span className={styles.rowEnd}>
          <IconButton label={`Remove rule ${at + 1}`} icon={X} size="small" onPress={onRemove} />
        </span>
      </div>
      <SelectField
        label={`Rule ${at + 1}: how to compare`}
        isLabelHidden
        size="small"
        value={op}
        options={ruleWords}
        onChange={(next) => {
          const { right: old, ...others } = rule;
          onChange(takesRight(next) ? { ...others, op: next, right: old ?? '' } : { ...others, op: next });
        }}
      />
      {takesRight(op) && (
        <TemplateField
          label={`Rule ${at + 1}: compared with`}
          isLabelHidden
          placeholder={op === 'between' ? '10, 20' : op === 'in-list' ? 'PT, ES, FR' : '50'}
          value={asText(rule.right)}
          onChange={(text) => onChange({ ...rule, right: text })}
          problem={right.error}
          warning={right.warning}
        />
      )}
      <Verdict rule={rule} />
    </div>
  );
};

/** Rules in plain words, each with what it comes to on the example. */
export const RulesParam = ({ field, path }: { field: FormField; path: ParamPath }): ReactElement => {
  const { value, set, problem } = useParam(path, field.label, false);
  const rules = (Array.isArray(value) ? value : []) as Rule[];
  const put = (next: readonly Rule[]): void => set(next as JsonValue);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{field.label}</legend>
      {lineKeys(rules.length).map((key, at) => (
        <RuleLine
          key={key}
          path={path}
          at={at}
          rule={rules[at] ?? {}}
          onChange={(rule) => put(rules.map((other, place) => (place === at ? rule : other)))}
          onRemove={() => put(rules.filter((_, place) => place !== at))}
        />
      ))}
      {problem && <p className={styles.hint}>{`${problem.message} ${problem.fix}`}</p>}
      {field.help && <p className={styles.help}>{field.help}</p>}
      <div>
        <Button
          size="small"
          kind="quiet"
          icon={Plus}
          onPress={() => put([...rules, { left: '', op: 'equals', right: '' }])}
        >
          Add a rule
        </Button>
      </div>
    </fieldset>
  );
};
