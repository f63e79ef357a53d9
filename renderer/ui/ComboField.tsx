import { ChevronDown } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Button, ComboBox, Group, Input, Popover } from 'react-aria-components';
import { defined } from './defined.ts';
import styles from './Field.module.css';
import { Field, type FieldWords } from './Field.tsx';
import menuStyles from './Menu.module.css';
import { type Option, OptionList } from './OptionList.tsx';

interface ComboFieldProps extends FieldWords {
  /** The id of an option or, where own words are allowed, any text. */
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  /** Whether text that is in no option is a value too. */
  allowsCustom: boolean;
  placeholder?: string | undefined;
  isDisabled?: boolean | undefined;
}

/** Type to narrow a list, then choose from it. */
export const ComboField = ({
  value,
  options,
  onChange,
  allowsCustom,
  placeholder,
  isDisabled = false,
  ...words
}: ComboFieldProps): ReactElement => {
  const labelOf = (id: string): string => options.find((option) => option.id === id)?.label ?? (allowsCustom ? id : '');
  /** What is typed and does not name an option yet; null while the field shows its value. */
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? labelOf(value);
  const shown = typed ? options.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase())) : options;

  const type = (next: string): void => {
    if (next === text) return;
    const named = options.find((option) => option.label === next);
    setTyped(named ? null : next);
    if (named) onChange(named.id);
    else if (allowsCustom) onChange(next);
  };
  return (
    <Field {...words}>
      {({ labelId, inputId, describedBy, isInvalid }) => (
        <ComboBox
          {...defined({ 'aria-describedby': describedBy })}
          id={inputId}
          aria-labelledby={labelId}
          inputValue={text}
          onInputChange={type}
          selectedKey={options.some((option) => option.id === value) ? value : null}
          onSelectionChange={(key) => {
            if (key === null) return;
            setTyped(null);
            onChange(String(key));
          }}
          onBlur={() => setTyped(null)}
          allowsCustomValue={allowsCustom}
          allowsEmptyCollection
          menuTrigger="focus"
          isInvalid={isInvalid}
          isDisabled={isDisabled}
          className={styles.select ?? ''}
        >
          <Group className={styles.box ?? ''} data-invalid={isInvalid}>
            <Input className={styles.input ?? ''} {...defined({ placeholder })} />
            <Button className={styles.stepper ?? ''}>
              <ChevronDown size={14} aria-hidden="true" />
            </Button>
          </Group>
          <Popover className={menuStyles.popover ?? ''} offset={4}>
            <OptionList options={shown} />
          </Popover>
        </ComboBox>
      )}
    </Field>
  );
};
