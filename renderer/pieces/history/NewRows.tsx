import { ArrowUp } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import styles from './NewRows.module.css';

/** "12 new": rows that wait so that those on screen stay where they are. */
export const NewRows = ({
  count,
  noun,
  onShow,
}: {
  count: number;
  /** As in "12 new runs". */
  noun: string;
  onShow: () => void;
}): ReactElement | null =>
  count === 0 ? null : (
    <div className={styles.pill}>
      <Button kind="primary" size="small" icon={ArrowUp} onPress={onShow}>
        {`${count >= 100 ? '100+' : count} new${noun === '' ? '' : ` ${noun}${count === 1 ? '' : 's'}`}`}
      </Button>
    </div>
  );
