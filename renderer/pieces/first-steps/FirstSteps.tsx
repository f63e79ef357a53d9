import { Circle, CircleCheck, X } from 'lucide-react';
import { type ReactElement, type ReactNode, useEffect } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { saveNow, useEditor } from '../../stores/editor.ts';
import { openStep } from '../../stores/selection.ts';
import { useTesting } from '../../stores/testing.ts';
import { announce } from '../../ui/announcer.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { tryFlow } from '../flow-actions/try-steps.ts';
import { useTurnOn } from '../turn-on/TurnOn.tsx';
import styles from './FirstSteps.module.css';
import { addOrder, isDemoFlow, putAway, useFirstSteps } from './first-steps.ts';

interface TickProps {
  title: string;
  help: string;
  isDone: boolean;
  /** The first that is not done. */
  isNext: boolean;
  children: ReactNode;
}

const Tick = ({ title, help, isDone, isNext, children }: TickProps): ReactElement => {
  const Icon = isDone ? CircleCheck : Circle;
  return (
    <li className={classes(styles.tick, isDone && styles.done)} aria-current={isNext ? 'step' : undefined}>
      <Icon size={18} role="img" aria-label={isDone ? 'Done' : 'To do'} />
      <div className={styles.words}>
        <b>{title}</b>
        {isNext && <p>{help}</p>}
        {isNext && children}
      </div>
    </li>
  );
};

const Card = ({ flow }: { flow: string }): ReactElement => {
  const { tested, run, isAdding } = useFirstSteps();
  const isOn = useEditor(({ report }) => report?.on === true);
  const isTested = useTesting(({ last }) => last !== null && last.until === null) || tested === flow;
  const isTesting = useTesting(({ running }) => running !== null);
  const message = useEditor(({ document }) => document.nodes.find(({ type }) => type === 'map')?.id);
  const { isBusy, change } = useTurnOn(flow, saveNow);
  useEffect(() => {
    if (isTested) useFirstSteps.setState({ tested: flow });
  }, [isTested, flow]);
  const done = [isTested, isOn, run !== null];
  const count = done.filter(Boolean).length;
  useEffect(() => {
    if (count > 0) announce(`First steps: ${count} of 3 done`);
  }, [count]);
  const next = done.indexOf(false);
  return (
    <aside className={styles.card} aria-label="First steps">
      <header className={styles.head}>
        <h2 className={styles.title}>{next < 0 ? "That's a flow." : 'First steps'}</h2>
        <IconButton label="Put the first steps away" icon={X} size="small" onPress={putAway} />
      </header>
      <ol className={styles.ticks}>
        <Tick title="Test it" help="See what it would do. Nothing is written." isDone={isTested} isNext={next === 0}>
          <Button size="small" kind="primary" isBusy={isTesting} onPress={tryFlow}>
            Test it
          </Button>
        </Tick>
        <Tick title="Turn it on" help="From then on it waits for orders." isDone={isOn} isNext={next === 1}>
          <Button size="small" kind="primary" isBusy={isBusy} onPress={() => change(true)}>
            Turn it on
          </Button>
        </Tick>
        <Tick title="Make it happen" help="Add an order to the demo shop." isDone={run !== null} isNext={next === 2}>
          <Button size="small" kind="primary" isBusy={isAdding} onPress={() => void addOrder(flow)}>
            Add a demo order
          </Button>
        </Tick>
      </ol>
      {run !== null && (
        <div className={styles.next}>
          <Button size="small" kind="primary" onPress={() => navigate(`/activity/${run}`)}>
            See what happened
          </Button>
          {message !== undefined && (
            <Button size="small" kind="quiet" onPress={() => openStep(message)}>
              Change the message
            </Button>
          )}
          <Button size="small" kind="quiet" onPress={() => navigate('/templates')}>
            Use your own data
          </Button>
        </div>
      )}
    </aside>
  );
};

/** The way from a flow to one that has done something, in three steps, beside the demo flow and in nobody's way. */
export const FirstSteps = ({ flow }: { flow: string }): ReactElement | null => {
  const isPutAway = useFirstSteps((state) => state.isPutAway);
  const isDemo = useEditor(({ document }) => isDemoFlow(document));
  const id = useEditor(({ flowId }) => flowId);
  return isPutAway || !isDemo || id === null ? null : <Card key={flow} flow={id} />;
};
