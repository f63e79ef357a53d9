import { ArrowDown, ArrowUp, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { JsonValue, Scope } from '../../client/types.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { Chip, Literal } from './chip.ts';
import { writeChip } from './chip.ts';
import { type Change, readChanges, withChanges, workOut, writeChange } from './pipeline.ts';
import styles from './TemplateField.module.css';
import { outcomeWords } from './TransformMenu.tsx';
import type { TransformInput } from './transforms.ts';

interface ChangeListProps {
  chip: Chip;
  scope: Scope;
  onChange: (chip: Chip) => void;
}

interface InputProps {
  input: TransformInput;
  value: Literal;
  onChange: (value: Literal) => void;
  /** What each choice would make of the field, to choose by looking. */
  resultOf: (value: Literal) => string;
}

const Input = ({ input, value, onChange, resultOf }: InputProps): ReactElement => {
  if (input.kind === 'number')
    return (
      <NumberField
        label={input.label}
        value={typeof value === 'number' ? value : null}
        onChange={(next) => next !== null && onChange(next)}
      />
    );
  if (input.kind === 'choice')
    return (
      <SelectField
        label={input.label}
        size="small"
        value={String(value)}
        options={(input.choices ?? []).map((choice) => ({
          id: String(choice.value),
          label: resultOf(choice.value),
          hint: choice.label,
        }))}
        onChange={onChange}
      />
    );
  return <TextField label={input.label} value={String(value)} onChange={onChange} />;
};

const swap = (changes: readonly Change[], at: number, by: number): Change[] => {
  const next = [...changes];
  const [moved] = next.splice(at, 1);
  if (moved) next.splice(at + by, 0, moved);
  return next;
};

/** What is done to a field, one after the other, each with what comes out of it. */
export const ChangeList = ({ chip, scope, onChange }: ChangeListProps): ReactElement | null => {
  const steps = readChanges(chip, scope);
  const changes = steps.map(({ change }) => change);
  if (steps.length === 0) return null;
  const keep = (next: readonly Change[]): void => onChange(withChanges(chip, next));
  const withInput = (change: Change, index: number, value: Literal): Change => {
    if (!change.transform) return change;
    const inputs = change.inputs.map((input, place) => (place === index ? value : input));
    return { ...change, inputs, filters: writeChange(change.transform, inputs) };
  };
  return (
    <ol className={styles.changes} aria-label="Changes">
      {steps.map(({ key, change, outcome }, at) => {
        const name = change.transform?.label.replace(/…$/, '') ?? change.filters[0]?.name ?? '';
        const before = changes.slice(0, at);
        const valueWith = (next: Change): JsonValue | undefined => {
          const made = workOut(writeChip(withChanges(chip, [...before, next])), scope);
          return 'value' in made ? made.value : undefined;
        };
        return (
          <li key={key} className={styles.change}>
            <div className={styles.changeTop}>
              <b>{name}</b>
              <span className={styles.changeResult}>{outcomeWords(outcome)}</span>
              {at > 0 && (
                <IconButton
                  label={`Move ${name} up`}
                  icon={ArrowUp}
                  size="small"
                  onPress={() => keep(swap(changes, at, -1))}
                />
              )}
              {at < steps.length - 1 && (
                <IconButton
                  label={`Move ${name} down`}
                  icon={ArrowDown}
                  size="small"
                  onPress={() => keep(swap(changes, at, 1))}
                />
              )}
              <IconButton
                label={`Remove ${name}`}
                icon={X}
                size="small"
                onPress={() => keep(changes.filter((_, place) => place !== at))}
              />
            </div>
            {change.transform && change.transform.inputs.length > 0 && (
              <div className={styles.inputs}>
                {change.transform.inputs.map((input, index) => (
                  <Input
                    key={input.label}
                    input={input}
                    value={change.inputs[index] ?? input.initial}
                    onChange={(value) =>
                      keep(changes.map((other, place) => (place === at ? withInput(change, index, value) : other)))
                    }
                    resultOf={(value) => String(valueWith(withInput(change, index, value)) ?? value)}
                  />
                ))}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
};
