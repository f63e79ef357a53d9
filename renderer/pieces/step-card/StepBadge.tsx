import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './StepCard.module.css';
import type { Badge } from './step-look.ts';

const pictures = {
  running: LoaderCircle,
  error: CircleAlert,
  unfinished: CircleDashed,
  warning: TriangleAlert,
  skipped: CircleSlash,
  'not-reached': CircleDashed,
  ok: CircleCheck,
} as const;

/** How a step stands: a picture, and the words for it in a tooltip and for screen readers. */
export const StepBadge = ({ badge, text }: { badge: Badge; text: string }): ReactElement => {
  const Picture = pictures[badge];
  return (
    <span className={styles.badge} data-badge={badge} title={text}>
      <Picture size={16} aria-hidden="true" />
      <span className="only-read-aloud">{text}</span>
    </span>
  );
};
