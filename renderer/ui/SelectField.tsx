import { ChevronDown } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Button, Popover, Select } from 'react-aria-components';
import { classes } from './classes.ts';
import { defined } from './defined.ts';
import styles from './Field.module.css';
import { Field, type FieldWords } from './Field.tsx';
import menuStyles from './Menu.module.css';
import { type Option, OptionList } from './OptionList.tsx';

interface SelectFieldProps extends FieldWords {
  /** The id of the option that is chosen; null or an unknown one shows the placeholder. */
  value: string | null;
  options: readonly Option[];
  onChange: (id: string) => void;
  placeholder?: string | undefined;
  size?: 'normal' | 'small' | undefined;
  /** Quiet has no border, for a bar above a list. */
  kind?: 'plain' | 'quiet' | undefined;
  isDisabled?: boolean | undefined;
  action?: ReactNode;
}

/** Chooses one of a list. */
export const SelectField = ({
  value,
  options,
  onChange,
  placeholder = 'Choose…',
  size = 'normal',
  kind = 'plain',
  isDisabled = false,
  ...words
}: SelectFieldProps): ReactElement => {
  const picked = options.find((option) => option.id === value);
  const Icon = picked?.icon;
  return (
    <Field {...words}>
      {({ labelId, describedBy, isInvalid }) => (
        <Select
          {...defined({ 'aria-describedby': describedBy })}
          aria-labelledby={labelId}
          value={picked?.id ?? null}
          onChange={(key) => key !== null && onChange(String(key))}
          isInvalid={isInvalid}
          isDisabled={isDisabled}
          className={styles.select ?? ''}
        >
          <Button
            className={classes(styles.box, styles.pick, kind === 'quiet' && styles.quietPick)}
            data-size={size}
            data-quiet-focus="true"
            data-invalid={isInvalid}
          >
            <span className={styles.picked} data-placeholder={picked ? undefined : 'true'}>
              {Icon && <Icon size={15} aria-hidden="true" />}
              {picked?.label ?? placeholder}
            </span>
            <ChevronDown size={14} aria-hidden="true" className={styles.arrow} />
          </Button>
          <Popover className={menuStyles.popover ?? ''} offset={4}>
            <OptionList options={options} />
          </Popover>
        </Select>
      )}
    </Field>
  );
};
