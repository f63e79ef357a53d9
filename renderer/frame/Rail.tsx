import { ArrowRight, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import type { ReactElement } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import styles from './Frame.module.css';
import { currentRailId, pathOf, type RailId, type RailItem, railItems } from './rail-items.ts';

/** How many things wait on a screen; nothing is shown for 0. */
export type Badges = Partial<Record<RailId, number>>;

interface RailProps {
  badges: Badges;
  isCompact: boolean;
  onToggle: () => void;
}

const maxShown = 99;
const maxShownCompact = 9;

const Badge = ({ item, count, max }: { item: RailItem; count: number; max: number }): ReactElement => (
  <span className={classes(styles.badge, item.isAlert && styles.alert)}>
    <span aria-hidden="true">{count > max ? `${max}+` : count}</span>
    <span className="only-read-aloud">{`, ${count} ${item.counts}`}</span>
  </span>
);

/** The screens of the app, down the left edge. */
export const Rail = ({ badges, isCompact, onToggle }: RailProps): ReactElement => {
  const [location] = useHashLocation();
  const current = currentRailId(location);
  const link = (item: RailItem): ReactElement => {
    const { id, label, icon: Icon, kbd } = item;
    const count = badges[id] ?? 0;
    return (
      <li key={id} className={id === 'settings' ? styles.last : undefined}>
        <Tooltip text={label} kbd={kbd} placement="right" isDisabled={!isCompact}>
          <a href={`#${pathOf(id)}`} className={styles.link} aria-current={current === id ? 'page' : undefined}>
            <Icon size={18} aria-hidden="true" />
            <span className={isCompact ? 'only-read-aloud' : styles.name}>{label}</span>
            {count > 0 && <Badge item={item} count={count} max={isCompact ? maxShownCompact : maxShown} />}
          </a>
        </Tooltip>
      </li>
    );
  };
  return (
    <nav aria-label="Screens" className={classes(styles.rail, isCompact && styles.compact)}>
      <div className={styles.brand}>
        <span className={styles.logo}>
          <ArrowRight size={14} aria-hidden="true" />
        </span>
        <b className={isCompact ? 'only-read-aloud' : styles.brandName}>WhenThen</b>
        {!isCompact && <IconButton label="Narrow the bar" icon={PanelLeftClose} size="small" onPress={onToggle} />}
      </div>
      <ul className={styles.links}>{railItems.map(link)}</ul>
      {isCompact && <IconButton label="Widen the bar" icon={PanelLeftOpen} placement="right" onPress={onToggle} />}
    </nav>
  );
};
