import { Check } from 'lucide-react';
import { type ReactElement, type ReactNode, useId } from 'react';
import { Checkbox } from 'react-aria-components';
import { defined } from './defined.ts';
import styles from './Field.module.css';

interface CheckboxFieldProps {
  label: string;
  help?: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  isDisabled?: boolean | undefined;
}

/** Yes or no, with its words beside it. */
export const CheckboxField = ({
  label,
  help,
  isChecked,
  onChange,
  isDisabled = false,
}: CheckboxFieldProps): ReactElement => {
  const id = useId();
  return (
    <div>
      <Checkbox
        {...defined({ 'aria-describedby': help ? id : undefined })}
        isSelected={isChecked}
        onChange={onChange}
        isDisabled={isDisabled}
        className={styles.check ?? ''}
      >
        <span className={styles.mark}>
          <Check size={12} strokeWidth={3} aria-hidden="true" />
        </span>
        {label}
      </Checkbox>
      {help && (
        <div id={id} className={styles.besideMark}>
          {help}
        </div>
      )}
    </div>
  );
};
