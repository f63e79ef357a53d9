import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Button } from './Button.tsx';
import styles from './Feedback.module.css';

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** One sentence: what will be here, and when. */
  text: ReactNode;
  primary?: { label: string; onPress: () => void; icon?: LucideIcon | undefined } | undefined;
  secondary?: readonly { label: string; onPress: () => void }[] | undefined;
}

/** What a list shows while it has nothing: a sentence, one thing to do, and a way around it. */
export const EmptyState = ({ icon: Icon, title, text, primary, secondary = [] }: EmptyStateProps): ReactElement => (
  <div className={styles.empty}>
    <span className={styles.emptyIcon}>
      <Icon size={20} aria-hidden="true" />
    </span>
    <h2 className={styles.emptyTitle}>{title}</h2>
    <p className={styles.emptyText}>{text}</p>
    {(primary || secondary.length > 0) && (
      <div className={styles.emptyActions}>
        {primary && (
          <Button kind="primary" icon={primary.icon} onPress={primary.onPress}>
            {primary.label}
          </Button>
        )}
        {secondary.map(({ label, onPress }) => (
          <Button key={label} onPress={onPress}>
            {label}
          </Button>
        ))}
      </div>
    )}
  </div>
);
