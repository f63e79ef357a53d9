import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';
import styles from './Preview.module.css';

/** Whether something would be done, or was done. */
export type Tense = 'would' | 'did';

interface PreviewFrameProps {
  icon: LucideIcon;
  tense: Tense;
  /** What is done and to what: "Would be sent to api.example.com". */
  title: ReactNode;
  /** Something is not as it should be. */
  isDoubtful?: boolean | undefined;
  /** At the right end of the title. */
  action?: ReactNode;
  children?: ReactNode;
}

/** The ribbon that says in which tense a preview speaks, over the thing itself. */
export const PreviewFrame = ({
  icon: Icon,
  tense,
  title,
  isDoubtful = false,
  action,
  children,
}: PreviewFrameProps): ReactElement => (
  <section className={styles.frame}>
    <header className={classes(styles.ribbon, isDoubtful ? styles.doubtful : styles[tense])}>
      <Icon size={15} aria-hidden="true" />
      <span className={styles.ribbonWords}>{title}</span>
      {action}
    </header>
    {children !== undefined && <div className={styles.inside}>{children}</div>}
  </section>
);
