import { Search, X } from 'lucide-react';
import { type ReactElement, type RefObject, useRef } from 'react';
import { classes } from './classes.ts';
import styles from './Field.module.css';
import { Kbd } from './Kbd.tsx';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** The key that brings the focus here; shown while the field is empty. */
  kbd?: string | undefined;
  placeholder?: string | undefined;
  inputRef?: RefObject<HTMLInputElement | null> | undefined;
}

/** Narrows a list as you type. Esc empties it. */
export const SearchField = ({
  label,
  value,
  onChange,
  kbd,
  placeholder = label,
  inputRef,
}: SearchFieldProps): ReactElement => {
  const own = useRef<HTMLInputElement>(null);
  const input = inputRef ?? own;
  return (
    <span className={classes(styles.box, styles.search)}>
      <Search size={14} aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        autoComplete="off"
        spellCheck={false}
        className={styles.input}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onChange('');
        }}
      />
      {value === '' && kbd !== undefined && <Kbd keys={kbd} />}
      {value !== '' && (
        <button
          type="button"
          aria-label="Clear search"
          className={styles.clear}
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </span>
  );
};
