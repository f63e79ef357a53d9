import { type ReactElement, useId } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { classes } from './classes.ts';
import { defined } from './defined.ts';
import styles from './Field.module.css';
import { Field, type FieldWords } from './Field.tsx';

interface RadioGroupFieldProps<Id extends string> extends FieldWords {
  value: Id | null;
  options: readonly { id: Id; label: string; help?: string | undefined }[];
  onChange: (id: Id) => void;
  isDisabled?: boolean | undefined;
}

/** Chooses one of a few, all of them in sight. */
export const RadioGroupField = <Id extends string>({
  value,
  options,
  onChange,
  isDisabled = false,
  ...words
}: RadioGroupFieldProps<Id>): ReactElement => {
  const id = useId();
  return (
    <Field {...words}>
      {({ labelId, describedBy, isInvalid }) => (
        <RadioGroup
          {...defined({ 'aria-describedby': describedBy })}
          aria-labelledby={labelId}
          value={value}
          onChange={(next) => {
            const chosen = options.find((option) => option.id === next);
            if (chosen) onChange(chosen.id);
          }}
          isInvalid={isInvalid}
          isDisabled={isDisabled}
          className={styles.radios ?? ''}
        >
          {options.map((option) => (
            <div key={option.id}>
              <Radio
                {...defined({ 'aria-describedby': option.help ? `${id}-${option.id}` : undefined })}
                value={option.id}
                className={styles.check ?? ''}
              >
                <span className={classes(styles.mark, styles.round)} />
                {option.label}
              </Radio>
              {option.help && (
                <p id={`${id}-${option.id}`} className={styles.besideMark}>
                  {option.help}
                </p>
              )}
            </div>
          ))}
        </RadioGroup>
      )}
    </Field>
  );
};
