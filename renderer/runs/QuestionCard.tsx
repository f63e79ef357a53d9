import { Hand } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { itemIndexes } from '../client/items.ts';
import { useAction } from '../client/queries.ts';
import type { InputOf, RunDetail, RunStep } from '../client/types.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { toast } from '../ui/toasts.ts';
import styles from './Cards.module.css';

/** The questions steps of a run ask now, the first item of a list first. */
const openQuestions = ({ steps }: RunDetail): RunStep[] =>
  steps.filter(({ status, did }) => status === 'started' && did?.kind === 'question');

const Question = ({ run, step }: { run: RunDetail; step: RunStep }): ReactElement | null => {
  const [note, setNote] = useState('');
  const answer = useAction('runs.answer', ['runs.show', 'runs.page', 'runs.count']);
  if (step.did?.kind !== 'question') return null;
  const { question, details, until } = step.did;
  const item = itemIndexes(step.item).map((index) => index + 1);
  const say = (said: 'yes' | 'no'): void =>
    answer.mutate(
      {
        run: run.id,
        node: step.node as InputOf<'runs.answer'>['node'],
        item: step.item,
        answer: said,
        note: note.trim(),
      },
      { onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }) },
    );
  return (
    <section aria-label="Your answer" className={styles.decision}>
      <Hand size={20} aria-hidden="true" />
      <div className={styles.whyWords}>
        <h2>{question}</h2>
        <p className={styles.details}>{details}</p>
        <div className={styles.note}>
          <TextField label="Note (optional)" value={note} onChange={setNote} />
        </div>
        <div className={styles.ways}>
          <Button kind="primary" isBusy={answer.isPending} onPress={() => say('yes')}>
            Yes
          </Button>
          <Button isDisabled={answer.isPending} onPress={() => say('no')}>
            No
          </Button>
          <span className={styles.until}>
            {item.length > 0 && `Item ${item.join('.')}. `}
            The run waits until {new Date(until).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}.
          </span>
        </div>
      </div>
    </section>
  );
};

/** Lets a person answer what the steps of a run ask. */
export const QuestionCards = ({ run }: { run: RunDetail }): ReactElement => (
  <>
    {openQuestions(run).map((step) => (
      <Question key={`${step.node} ${step.item}`} run={run} step={step} />
    ))}
  </>
);
