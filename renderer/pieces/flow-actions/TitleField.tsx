import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { stopRenaming } from './cursor.ts';
import { renameStep } from './edit-steps.ts';
import styles from './TitleField.module.css';

/** The title of a step while it is typed: Enter and leaving keep it, Esc does not. */
export const TitleField = ({ step, title }: { step: string; title: string }): ReactElement => {
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(title);
  const done = useRef(false);
  useEffect(() => input.current?.select(), []);
  const end = (keep: boolean): void => {
    if (done.current) return;
    done.current = true;
    if (keep && name !== title) renameStep(step, name);
    stopRenaming(step);
  };
  const handleKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) end(true);
    if (event.key === 'Escape') end(false);
  };
  return (
    <input
      ref={input}
      value={name}
      maxLength={200}
      aria-label="Name of the step"
      className={`${styles.titleField} nodrag`}
      onChange={(event) => setName(event.target.value)}
      onKeyDown={handleKey}
      onBlur={() => end(true)}
    />
  );
};
