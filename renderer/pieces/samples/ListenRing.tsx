import { Ear } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './Samples.module.css';

/** An ear in a ring that goes out while something is waited for; without motion where a person asked for none. */
export const ListenRing = (): ReactElement => (
  <span className={styles.ring} aria-hidden="true">
    <Ear size={18} />
  </span>
);
