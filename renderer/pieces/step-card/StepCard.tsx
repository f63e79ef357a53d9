import { StickyNote } from 'lucide-react';
import { memo, type ReactElement, type ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';
import { StepIcon } from '../StepIcon.tsx';
import { Summary } from '../summary/Summary.tsx';
import { familyWord } from './families.ts';
import { PracticeMark } from './PracticeMark.tsx';
import { StepBadge } from './StepBadge.tsx';
import styles from './StepCard.module.css';
import { cardHeightOf, type StepLook } from './step-look.ts';

interface StepCardProps {
  look: StepLook;
  /** Its settings are open, or a run points at it. */
  isActive?: boolean | undefined;
  isSelected?: boolean | undefined;
  /** How much is worth drawing at the present size: everything, no peek, or icon and title. */
  detail?: 'full' | 'short' | 'title' | undefined;
  /** Takes the place of the title while it is being renamed. */
  title?: ReactNode;
  /** A menu at the right end of the first row. */
  menu?: ReactNode;
}

const Card = ({
  look,
  isActive = false,
  isSelected = false,
  detail = 'full',
  title,
  menu,
}: StepCardProps): ReactElement => (
  <div
    className={classes(styles.card, isActive && styles.active, isSelected && styles.selected)}
    style={{ height: cardHeightOf(look) }}
    data-family={look.family}
    data-badge={look.badge ?? undefined}
    data-skipped={look.isSkipped || undefined}
    data-repeated={look.isRepeated || undefined}
    data-detail={detail}
  >
    <div className={styles.first}>
      <span className={styles.icon} title={familyWord(look.family)}>
        <StepIcon name={look.icon} family={look.family} size={18} />
      </span>
      {title ?? (
        <b className={styles.title} title={look.title}>
          {look.title}
        </b>
      )}
      {look.isPractice && <PracticeMark />}
      {look.hasNote && <StickyNote size={14} aria-label="Has a comment" className={styles.note} />}
      <span className={styles.number}>{look.number}</span>
      {look.badge && <StepBadge badge={look.badge} text={look.badgeText} />}
      {menu}
    </div>
    {detail !== 'title' && (
      <div className={styles.second}>
        {look.isSkipped && <span className={styles.skipped}>Skipped. </span>}
        {look.badge === 'unfinished' ? (
          <span className={styles.needs} title={look.badgeText}>
            {look.badgeText}
          </span>
        ) : (
          <Summary text={look.summary} />
        )}
      </div>
    )}
    {look.branches.length > 0 && detail !== 'title' && (
      <div className={styles.branches}>
        {look.branches.map(({ id, label }) => (
          <span key={id} className={styles.branch}>
            {label}
            {id === look.repeatPort && look.times !== null && (
              <em className={styles.times}>{look.times.toLocaleString('en')} ×</em>
            )}
          </span>
        ))}
      </div>
    )}
    {look.branches.length === 0 && detail === 'full' && look.peek !== '' && (
      <div className={styles.peek}>
        <span className={styles.value}>{look.peek}</span>
        <span className={styles.origin}>{look.peekLabel}</span>
      </div>
    )}
  </div>
);

/** The card of a step (ux.md 2.2), as plain words and pictures; whoever shows it makes it a button, a drag or a link. */
export const StepCard = memo(Card);
