import { ChevronDown } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { useCall } from '../client/queries.ts';
import type { JsonValue, RunDetail, RunId } from '../client/types.ts';
import { runOutcomes } from '../pieces/history/outcomes.ts';
import { sayListTime } from '../pieces/history/time-words.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { compareValues, countFields, type Difference } from './compare-values.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import styles from './Run.module.css';

const nameOf = (run: Pick<RunDetail, 'startedAt' | 'status'>): string =>
  `${run.startedAt === null ? '' : `${sayListTime(run.startedAt, Date.now())} · `}${runOutcomes[run.status].word}`;

const outputOf = (run: RunDetail, step: string): JsonValue | undefined =>
  run.steps.findLast(({ node }) => node === step)?.output;

/** Chooses the run to compare with, the last good one to begin with. */
const Other = ({
  run,
  value,
  good,
  onChange,
}: {
  run: RunDetail;
  value: string;
  good: RunDetail | null;
  onChange: (id: RunId) => void;
}): ReactElement => {
  const recent = useCall('runs.page', { flow: run.flowId, limit: 20 }).data?.items ?? [];
  const options = [
    ...(good ? [{ id: good.id, label: `Last good run, ${nameOf(good)}` }] : []),
    ...recent
      .filter(({ id }) => id !== run.id && id !== good?.id)
      .map((one) => ({ id: one.id, label: nameOf(one), hint: one.headline })),
  ];
  return (
    <SelectField
      label="Compare with"
      isLabelHidden
      size="small"
      kind="quiet"
      value={value}
      options={options}
      placeholder="Compare with…"
      onChange={(id) => onChange(id as RunId)}
    />
  );
};

/** Which fields differ between this run and one that went well. */
export const Compare = ({
  run,
  step,
  good,
}: {
  run: RunDetail;
  step: string;
  /** Undefined while it is being read. */
  good: RunDetail | null | undefined;
}): ReactElement => {
  const [chosen, setChosen] = useState<RunId | null>(null);
  const id = chosen ?? good?.id;
  const { data: other } = useCall('runs.show', { run: id ?? run.id }, { enabled: id !== undefined });
  if (good === undefined) return <Skeleton lines={4} />;
  return (
    <>
      <div className={styles.with}>
        <Other run={run} value={id ?? ''} good={good} onChange={setChosen} />
      </div>
      {id === undefined ? (
        <p className={styles.quiet}>No run of this flow went well yet. Choose another run to compare with.</p>
      ) : other ? (
        <Differences run={run} other={other} step={step} />
      ) : (
        <Skeleton lines={4} />
      )}
    </>
  );
};

const Differences = ({ run, other, step }: { run: RunDetail; other: RunDetail; step: string }): ReactElement => {
  const [isWhole, setWhole] = useState(false);
  const { unlike, expected, same } = useMemo(() => {
    const made = [outputOf(other, step), outputOf(run, step)] as const;
    const found: Difference[] = [
      ...compareValues(other.payload, run.payload),
      ...(made[0] !== undefined && made[1] !== undefined
        ? compareValues(made[0], made[1]).map((one) => ({ ...one, path: ['steps', step, ...one.path] }))
        : []),
    ];
    return {
      unlike: found.filter(({ isExpected }) => !isExpected),
      expected: found.filter(({ isExpected }) => isExpected),
      same: Math.max(countFields(run.payload) - found.filter(({ path }) => path[0] !== 'steps').length, 0),
    };
  }, [run, other, step]);
  const names = [nameOf(other), nameOf(run)] as const;
  return (
    <>
      {unlike.length === 0 ? (
        <p className={styles.quiet}>Nothing that matters differs. The cause is not in what arrived.</p>
      ) : (
        <DifferenceTable differences={unlike} names={names} label="Fields that differ" />
      )}
      <p className={styles.quiet}>
        {same === 1 ? '1 field is the same.' : `${same.toLocaleString('en')} fields are the same.`}
      </p>
      {expected.length > 0 && (
        <>
          <button type="button" aria-expanded={isWhole} className={styles.details} onClick={() => setWhole(!isWhole)}>
            {expected.length === 1 ? '1 expected difference' : `${expected.length} expected differences`} (ids, times)
            <ChevronDown size={14} aria-hidden="true" />
          </button>
          {isWhole && <DifferenceTable differences={expected} names={names} label="Expected differences" isQuiet />}
        </>
      )}
    </>
  );
};
