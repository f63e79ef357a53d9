import { CircleAlert, TriangleAlert } from 'lucide-react';
import { type ReactElement, type ReactNode, useId } from 'react';
import { classes } from './classes.ts';
import styles from './Field.module.css';

/** What ties the control of a field to its label and its notes. */
export interface FieldIds {
  inputId: string;
  labelId: string;
  /** The ids of help, warning and error, for `aria-describedby`; undefined without any. */
  describedBy: string | undefined;
  isInvalid: boolean;
}

/** What every field may say around its control. */
export interface FieldWords {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  warning?: ReactNode;
  isRequired?: boolean | undefined;
  isLabelHidden?: boolean | undefined;
}

interface FieldProps extends FieldWords {
  /** Something small at the end of the line of the label. */
  action?: ReactNode;
  children: (ids: FieldIds) => ReactNode;
}

/** A label above a control, and help, warning or error below it. Optional fields say so; required ones do not. */
export const Field = ({
  label,
  help,
  error,
  warning,
  isRequired,
  isLabelHidden = false,
  action,
  children,
}: FieldProps): ReactElement => {
  const id = useId();
  const notes = [error && 'error', warning && 'warning', help && 'help'].filter(Boolean).map((part) => `${id}-${part}`);
  const ids: FieldIds = {
    inputId: `${id}-input`,
    labelId: `${id}-label`,
    describedBy: notes.length > 0 ? notes.join(' ') : undefined,
    isInvalid: Boolean(error),
  };
  return (
    <div className={styles.field}>
      <div className={isLabelHidden ? 'only-read-aloud' : styles.top}>
        <label className={styles.label} id={ids.labelId} htmlFor={ids.inputId}>
          {label}
          {isRequired === false && <span className={styles.optional}> (optional)</span>}
        </label>
        {action !== undefined && <span className={styles.action}>{action}</span>}
      </div>
      {children(ids)}
      {error && (
        <p className={classes(styles.note, styles.error)} id={`${id}-error`}>
          <CircleAlert size={13} aria-hidden="true" />
          <span>{error}</span>
        </p>
      )}
      {warning && (
        <div className={classes(styles.note, styles.warning)} id={`${id}-warning`}>
          <TriangleAlert size={13} aria-hidden="true" />
          <span>{warning}</span>
        </div>
      )}
      {help && (
        <div className={styles.note} id={`${id}-help`}>
          <span>{help}</span>
        </div>
      )}
    </div>
  );
};
