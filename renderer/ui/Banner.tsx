import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert, X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Feedback.module.css';
import { IconButton } from './IconButton.tsx';

/** How something is, for messages. */
export type MessageTone = 'ok' | 'warn' | 'err' | 'info' | 'neutral';

/** The picture that goes with a tone, so that the colour never stands alone. */
export const toneIcons: Readonly<Record<MessageTone, LucideIcon>> = {
  ok: CircleCheck,
  warn: TriangleAlert,
  err: CircleAlert,
  info: Info,
  neutral: Info,
};

interface BannerProps {
  tone: MessageTone;
  icon?: LucideIcon | undefined;
  title?: string | undefined;
  children?: ReactNode;
  /** Usually a small button. */
  action?: ReactNode;
  onDismiss?: (() => void) | undefined;
}

/** A message that stays at its place on a screen: what is so, why, and what to do. */
export const Banner = ({ tone, icon, title, children, action, onDismiss }: BannerProps): ReactElement => {
  const Icon = icon ?? toneIcons[tone];
  return (
    <div className={classes(styles.banner, styles[tone])}>
      <Icon size={16} aria-hidden="true" />
      <div className={styles.bannerWords}>
        {title !== undefined && <b className={styles.bannerTitle}>{title}</b>}
        {children}
      </div>
      {action !== undefined && <div className={styles.bannerAction}>{action}</div>}
      {onDismiss && <IconButton label="Dismiss" icon={X} size="small" onPress={onDismiss} />}
    </div>
  );
};
