import { CircleHelp } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { itemIndexes } from '../client/items.ts';
import { useAction } from '../client/queries.ts';
import type { InputOf, RunDetail } from '../client/types.ts';
import { Button } from '../ui/Button.tsx';
import { RadioGroupField } from '../ui/RadioGroupField.tsx';
import { toast } from '../ui/toasts.ts';
import styles from './Cards.module.css';

type Choice = InputOf<'runs.decide'>['choice'];

const choices: { id: Choice; label: string; help: string }[] = [
  { id: 'done', label: 'It was done', help: 'You saw it there. The run goes on with the next step.' },
  { id: 'again', label: 'It was not done – do it now', help: 'The step runs once more, and then the run goes on.' },
  { id: 'skip', label: 'Leave it out', help: 'The step is skipped, and the run goes on without it.' },
  { id: 'stop', label: 'Stop the run', help: 'Nothing more is done.' },
];

const itemWords = (place: number): string =>
  place === 0
    ? ''
    : ` for item ${itemIndexes(place)
        .map((index) => index + 1)
        .join('.')}`;

/** Asks about a step nobody knows the end of, because WhenThen ended in the middle of it. */
export const DecisionCard = ({ run }: { run: RunDetail }): ReactElement | null => {
  const [choice, setChoice] = useState<Choice | null>(null);
  const decide = useAction('runs.decide', ['runs.show']);
  const step = run.steps.findLast(({ status }) => status === 'needs-decision');
  if (!step) return null;
  const number = run.nodes.findIndex(({ node }) => node === step.node) + 1;
  return (
    <section aria-label="Your decision" className={styles.decision}>
      <CircleHelp size={20} aria-hidden="true" />
      <div className={styles.whyWords}>
        <h2>
          Step {number}, {step.label}, may or may not have been done{itemWords(step.item)}.
        </h2>
        <p>
          WhenThen ended while this step was going on, so nobody here knows. Doing it twice could send or save it twice.
          Please look, and choose.
        </p>
        <RadioGroupField label="What became of it?" value={choice} options={choices} onChange={setChoice} />
        <div className={styles.ways}>
          <Button
            kind="primary"
            isDisabled={choice === null}
            isBusy={decide.isPending}
            onPress={() =>
              choice !== null &&
              decide.mutate(
                { run: run.id, node: step.node as InputOf<'runs.decide'>['node'], item: step.item, choice },
                { onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }) },
              )
            }
          >
            {choice === 'stop' ? 'Stop the run' : 'Go on'}
          </Button>
        </div>
      </div>
    </section>
  );
};
