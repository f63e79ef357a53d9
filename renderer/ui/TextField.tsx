import { type ReactElement, type ReactNode, type Ref, useLayoutEffect, useRef } from 'react';
import { classes } from './classes.ts';
import styles from './Field.module.css';
import { Field, type FieldWords } from './Field.tsx';

interface TextFieldProps extends FieldWords {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  isMultiline?: boolean | undefined;
  isMono?: boolean | undefined;
  isDisabled?: boolean | undefined;
  type?: 'text' | 'email' | 'url' | 'password' | 'tel' | 'date' | 'time' | undefined;
  /** Takes the focus when it appears, as the first field of a dialog does. */
  autoFocus?: boolean | undefined;
  autoComplete?: string | undefined;
  rows?: number | undefined;
  action?: ReactNode;
  onBlur?: (() => void) | undefined;
  onKeyDown?: ((event: React.KeyboardEvent) => void) | undefined;
  inputRef?: Ref<HTMLInputElement> | undefined;
}

/** One line of text, or several. */
export const TextField = ({
  value,
  onChange,
  placeholder,
  isMultiline = false,
  isMono = false,
  isDisabled = false,
  type = 'text',
  autoFocus = false,
  autoComplete = 'off',
  rows = 3,
  onBlur,
  onKeyDown,
  inputRef,
  ...words
}: TextFieldProps): ReactElement => {
  const box = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (autoFocus) box.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [autoFocus]);
  return (
    <Field {...words}>
      {({ inputId, describedBy, isInvalid }) => {
        const shared = {
          id: inputId,
          value,
          placeholder,
          disabled: isDisabled,
          'aria-describedby': describedBy,
          'aria-invalid': isInvalid || undefined,
          'aria-required': words.isRequired || undefined,
          className: classes(styles.input, isMono && styles.mono),
          onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.target.value),
          onBlur: () => onBlur?.(),
          onKeyDown: (event: React.KeyboardEvent) => onKeyDown?.(event),
          spellCheck: isMono ? false : undefined,
        };
        return (
          <span ref={box} className={styles.box} data-invalid={isInvalid} data-disabled={isDisabled || undefined}>
            {isMultiline ? (
              <textarea {...shared} rows={rows} />
            ) : (
              <input {...shared} ref={inputRef} type={type} autoComplete={autoComplete} />
            )}
          </span>
        );
      }}
    </Field>
  );
};
