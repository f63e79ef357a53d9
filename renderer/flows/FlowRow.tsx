import { Copy, Download, SquarePen, Trash2, TriangleAlert } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { FlowCard } from '../client/types.ts';
import { DriftWords } from '../pieces/drift/DriftWords.tsx';
import { StepIcon } from '../pieces/StepIcon.tsx';
import { Sentence } from '../pieces/sentence/Sentence.tsx';
import { When } from '../pieces/time/When.tsx';
import { useTurnOn } from '../pieces/turn-on/TurnOn.tsx';
import { Bars } from '../ui/Bars.tsx';
import { classes } from '../ui/classes.ts';
import { MenuButton } from '../ui/MenuButton.tsx';
import { Pill } from '../ui/Pill.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './FlowRow.module.css';
import { barsOf, historyWords, lookOf, quietWords, runLooks, waitsFor, weekWords } from './flow-words.ts';

/** What the menu of a row can do. */
export interface FlowRowActions {
  open: (flow: FlowCard) => void;
  duplicate: (flow: FlowCard) => void;
  download: (flow: FlowCard) => void;
  remove: (flow: FlowCard) => void;
}

interface FlowRowProps {
  flow: FlowCard;
  /** The picture of its trigger. */
  icon: string;
  actions: FlowRowActions;
}

const LastRun = ({ flow }: { flow: FlowCard }): ReactElement => {
  const [last] = flow.recent;
  if (!last?.startedAt) return <span className={styles.none}>—</span>;
  const { icon: Icon, word, tone } = runLooks[last.status];
  return (
    <span className={styles.last}>
      <Icon size={16} role="img" aria-label={word} className={styles[tone]} />
      <When at={last.startedAt} />
    </span>
  );
};

/** What arrived otherwise than ever before, with the way to the delivery. */
const DriftLine = ({ flow: { drift } }: { flow: FlowCard }): ReactElement | null => {
  const [newest] = drift;
  if (!newest) return null;
  return (
    <a href={`#/inbox/${newest.event}`} className={styles.drift}>
      <TriangleAlert size={14} aria-hidden="true" />
      <span>
        <DriftWords message={newest.message} />
        {drift.length > 1 && ` And ${drift.length - 1} more.`}
      </span>
    </a>
  );
};

/** A flow in the list: its switch, what it does, how it is and how it went. The row opens it; the switch stands apart. */
export const FlowRow = memo(({ flow, icon, actions }: FlowRowProps): ReactElement => {
  const { isBusy, change } = useTurnOn(flow.id);
  const { tone, icon: StateIcon, label } = lookOf(flow);
  return (
    <li className={styles.row}>
      <div className={styles.switch}>
        <Switch label={flow.name} isOn={flow.on} isBusy={isBusy} onChange={change} />
      </div>
      <div className={styles.open}>
        <span className={styles.tile}>
          <StepIcon name={icon} family="when" size={18} />
        </span>
        <div className={styles.words}>
          <a href={`#/flows/${flow.id}`} className={styles.name}>
            <bdi>{flow.name}</bdi>
          </a>
          <Sentence text={flow.sentence} />
          <DriftLine flow={flow} />
        </div>
        <span className={styles.state} title={flow.quiet ? quietWords(flow.quiet) : undefined}>
          <Pill tone={tone} icon={StateIcon}>
            {label}
          </Pill>
        </span>
        <span className={styles.lastCell}>
          <LastRun flow={flow} />
        </span>
        <span className={styles.history}>
          <Bars values={barsOf(flow.recent)} label={historyWords(flow)} />
          <span className={styles.week} aria-hidden="true">
            {weekWords(flow)}
          </span>
        </span>
        <span className={classes(styles.waits, flow.toFinish > 0 && !flow.on && styles.toFinish)}>
          {waitsFor(flow)}
        </span>
      </div>
      <div className={styles.menu}>
        <MenuButton
          label={`More for ${flow.name}`}
          items={[
            { id: 'open', label: 'Open', icon: SquarePen, onSelect: () => actions.open(flow) },
            { id: 'duplicate', label: 'Duplicate', icon: Copy, onSelect: () => actions.duplicate(flow) },
            { id: 'export', label: 'Export', icon: Download, onSelect: () => actions.download(flow) },
            'separator',
            { id: 'delete', label: 'Delete…', icon: Trash2, tone: 'danger', onSelect: () => actions.remove(flow) },
          ]}
        />
      </div>
    </li>
  );
});
