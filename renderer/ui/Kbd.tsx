import type { ReactElement } from 'react';
import { formatKeys } from './format-keys.ts';
import styles from './Kbd.module.css';

/** A key as it is printed on a keyboard; `$mod` becomes Ctrl or ⌘. Decoration: what it belongs to says what it does. */
export const Kbd = ({ keys }: { keys: string }): ReactElement => (
  <span className={styles.kbd} aria-hidden="true">
    {formatKeys(keys)}
  </span>
);
