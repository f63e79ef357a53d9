import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Pill.module.css';

/** What a colour says: how it went, or which family a step belongs to. */
export type Tone = 'ok' | 'warn' | 'err' | 'info' | 'neutral' | 'when' | 'prep' | 'check' | 'then';

interface PillProps {
  tone: Tone;
  icon?: LucideIcon | undefined;
  size?: 'normal' | 'small' | undefined;
  children: ReactNode;
}

/** A short verdict in a coloured pill. The words carry the meaning, never the colour alone. */
export const Pill = ({ tone, icon: Icon, size = 'normal', children }: PillProps): ReactElement => (
  <span className={classes(styles.pill, styles[tone], Icon && styles.withIcon, size === 'small' && styles.small)}>
    {Icon && <Icon size={size === 'small' ? 12 : 13} aria-hidden="true" />}
    {children}
  </span>
);
