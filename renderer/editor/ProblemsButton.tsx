import { Info, TriangleAlert } from 'lucide-react';
import { type ReactElement, useMemo, useRef, useState } from 'react';
import type { Problem } from '../client/types.ts';
import { useEditor } from '../stores/editor.ts';
import { numberSteps } from '../stores/flow-graph.ts';
import { openStep } from '../stores/selection.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { Popover } from '../ui/Popover.tsx';
import styles from './EditorBar.module.css';

interface ProblemRowProps {
  problem: Problem;
  onPick: () => void;
}

const ProblemRow = ({ problem, onPick }: ProblemRowProps): ReactElement => {
  const label = useEditor(({ inspection }) => (problem.node ? inspection.steps[problem.node]?.label : undefined));
  const number = useEditor(({ document }) => (problem.node ? numberSteps(document).get(problem.node) : undefined));
  const Icon = problem.severity === 'error' ? TriangleAlert : Info;
  return (
    <button
      type="button"
      onClick={onPick}
      className={classes(styles.problem, problem.severity === 'error' ? styles.isError : styles.isWarning)}
    >
      <Icon size={15} aria-hidden="true" />
      <span className={styles.problemWords}>
        {label !== undefined && (
          <span className={styles.problemStep}>
            {number} · {label}
          </span>
        )}
        <span>{problem.message}</span>
        <span className={styles.problemFix}>{problem.fix}</span>
      </span>
    </button>
  );
};

/** How many things are left to finish; each leads to the field it is about. */
export const ProblemsButton = (): ReactElement | null => {
  const inspected = useEditor(({ inspection }) => inspection.problems);
  const reported = useEditor(({ report }) => report?.problems);
  // Circles over other flows are found when the flow is saved.
  const problems = useMemo(
    () => [...inspected, ...(reported ?? []).filter(({ code }) => code === 'flow.may-loop')],
    [inspected, reported],
  );
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const sorted = useMemo(
    () => [...problems].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error')),
    [problems],
  );
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const go = ({ node, param }: Problem): void => {
    setOpen(false);
    if (node !== undefined) openStep(node, param ?? null);
  };
  if (problems.length === 0) return null;
  return (
    <>
      <Button
        ref={button}
        kind="quiet"
        className={errors > 0 ? styles.toFinish : undefined}
        icon={errors > 0 ? TriangleAlert : Info}
        onPress={() => setOpen(true)}
      >
        {errors > 0 ? `${errors} to finish` : `${problems.length} to look at`}
      </Button>
      <Popover
        triggerRef={button}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        placement="bottom end"
        label="To finish"
      >
        <div className={styles.problems}>
          <p className={styles.problemsTitle}>{errors > 0 ? 'Before this flow can be turned on' : 'Worth a look'}</p>
          {sorted.map((problem) => (
            <ProblemRow
              key={`${problem.node} ${problem.param} ${problem.code} ${problem.message}`}
              problem={problem}
              onPick={() => go(problem)}
            />
          ))}
        </div>
      </Popover>
    </>
  );
};
