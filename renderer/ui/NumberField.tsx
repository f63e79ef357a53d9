import { Minus, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { NumberField as AriaNumberField, Button, Group, Input } from 'react-aria-components';
import { defined } from './defined.ts';
import styles from './Field.module.css';
import { Field, type FieldWords } from './Field.tsx';

interface NumberFieldProps extends FieldWords {
  /** Null when it is empty. */
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
  /** What is counted, shown behind the number: "minutes". */
  unit?: string | undefined;
  isDisabled?: boolean | undefined;
}

/** A number, typed or changed with the buttons and arrow keys. It is handed over when the field is left. */
export const NumberField = ({
  value,
  onChange,
  min,
  max,
  step,
  unit,
  isDisabled = false,
  ...words
}: NumberFieldProps): ReactElement => (
  <Field {...words}>
    {({ labelId, inputId, describedBy, isInvalid }) => (
      <AriaNumberField
        {...defined({ minValue: min, maxValue: max, step, 'aria-describedby': describedBy })}
        id={inputId}
        aria-labelledby={labelId}
        value={value ?? Number.NaN}
        onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
        isInvalid={isInvalid}
        isDisabled={isDisabled}
        formatOptions={{ useGrouping: false, maximumFractionDigits: 6 }}
      >
        <Group className={styles.box ?? ''} data-invalid={isInvalid}>
          <Input className={styles.input ?? ''} />
          {unit !== undefined && <span className={styles.unit}>{unit}</span>}
          <Button slot="decrement" className={styles.stepper ?? ''}>
            <Minus size={14} aria-hidden="true" />
          </Button>
          <Button slot="increment" className={styles.stepper ?? ''}>
            <Plus size={14} aria-hidden="true" />
          </Button>
        </Group>
      </AriaNumberField>
    )}
  </Field>
);
