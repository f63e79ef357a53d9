import { Check, Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './Feedback.module.css';
import { Field } from './Field.tsx';
import { IconButton } from './IconButton.tsx';
import { useCopy } from './use-copy.ts';

interface CopyFieldProps {
  label: string;
  value: string;
  help?: string | undefined;
}

/** A value to take somewhere else, such as an address, with a button that copies it. */
export const CopyField = ({ label, value, help }: CopyFieldProps): ReactElement => {
  const { isCopied, copy } = useCopy(value);
  return (
    <Field label={label} help={help}>
      {({ inputId, describedBy }) => (
        <div className={styles.copyField}>
          <input
            id={inputId}
            aria-describedby={describedBy}
            readOnly
            value={value}
            className={styles.copyValue}
            onFocus={(event) => event.target.select()}
          />
          <IconButton
            label={isCopied ? 'Copied' : `Copy ${label.toLowerCase()}`}
            icon={isCopied ? Check : Copy}
            size="small"
            onPress={copy}
          />
        </div>
      )}
    </Field>
  );
};
