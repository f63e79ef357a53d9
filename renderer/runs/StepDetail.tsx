import { type ReactElement, useState } from 'react';
import { itemIndexes } from '../client/items.ts';
import { useCall } from '../client/queries.ts';
import type { JsonValue, RunDetail, RunStep } from '../client/types.ts';
import { LongText } from '../pieces/previews/LongText.tsx';
import { PreviewView } from '../pieces/previews/PreviewView.tsx';
import { FieldTree } from '../pieces/values/FieldTree.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Stepper } from '../ui/Stepper.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { Compare } from './Compare.tsx';
import styles from './Run.module.css';

type Tab = 'arrived' | 'did' | 'made' | 'compare';

const Value = ({ value, root, label }: { value: JsonValue; root: string[]; label: string }): ReactElement =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? (
    <FieldTree value={value} root={root} label={label} />
  ) : value === null || value === '' || typeof value === 'object' ? (
    <p className={styles.quiet}>empty</p>
  ) : (
    <LongText text={String(value)} label={label} />
  );

/** Whether a step at a place among items can use what another one made: it was outside the list, or of the same item. */
const isSeen = (one: RunStep, item: number): boolean =>
  one.output !== undefined && itemIndexes(one.item).every((index, level) => itemIndexes(item)[level] === index);

interface ItemsProps {
  run: RunDetail;
  step: string;
  items: readonly number[];
  item: number;
  onPick: (item: number) => void;
}

/** Which item of a list is looked at, and a way to the others that are shown. */
const Items = ({ run, step, items, item, onPick }: ItemsProps): ReactElement => {
  const at = items.indexOf(item);
  const go = (to: number): (() => void) | undefined => {
    const next = items[to];
    return next === undefined ? undefined : () => onPick(next);
  };
  const counts = Object.values(run.repeated.find(({ node }) => node === step)?.counts ?? {});
  const all = counts.reduce((sum, count) => sum + count, 0);
  const indexes = itemIndexes(item).map((index) => index + 1);
  return (
    <div className={styles.items}>
      <Stepper what="item" text={`Item ${indexes.join('.')}`} onBack={go(at - 1)} onOn={go(at + 1)} />
      {items.length < all && (
        <span className={styles.quiet}>
          {items.length} of {all.toLocaleString('en')} items are shown, those that failed first
        </span>
      )}
    </div>
  );
};

/** What the step could use: what arrived, and what steps before it made. */
const Arrived = ({ run, step, item }: { run: RunDetail; step: string; item: number }): ReactElement => {
  const place = run.nodes.findIndex(({ node }) => node === step);
  const earlier = run.nodes
    .slice(0, Math.max(place, 0))
    .flatMap(({ node }) => run.steps.findLast((one) => one.node === node && isSeen(one, item)) ?? []);
  const body =
    run.kind === 'webhook' && typeof run.payload === 'object' && run.payload !== null && 'body' in run.payload;
  const content = body ? ((run.payload as { body: JsonValue }).body ?? null) : run.payload;
  if (!run.dataKept) return <p className={styles.quiet}>What arrived was not kept.</p>;
  return (
    <>
      <h3 className={styles.group}>{run.nodes[0]?.label ?? 'What arrived'}</h3>
      <Value value={content} root={['trigger', ...(body ? ['body'] : [])]} label="Fields of what arrived" />
      {earlier.map(({ node, label, output }) => (
        <section key={node}>
          <h3 className={styles.group}>{label}</h3>
          <Value value={output ?? null} root={['steps', node]} label={`What ${label} made`} />
        </section>
      ))}
    </>
  );
};

const nothingDone = ({ effect, status }: RunStep): string => {
  if (status === 'skipped') return 'It was skipped, so it did nothing.';
  if (effect === 'pure') return 'This step only works something out. It does nothing outside.';
  return effect === 'reads' ? 'It only looked something up.' : 'Nothing is recorded of what it did.';
};

const Did = ({ tries, isTrigger }: { tries: readonly RunStep[]; isTrigger: boolean }): ReactElement => {
  const last = tries.at(-1);
  if (isTrigger) return <p className={styles.quiet}>This is where the run began. See what arrived.</p>;
  if (!last) return <p className={styles.quiet}>The run never came to this step, so it did nothing.</p>;
  return (
    <>
      {last.error && (
        <Banner tone={last.status === 'needs-decision' ? 'warn' : 'err'} title={last.error.message}>
          {last.error.fix}
        </Banner>
      )}
      {last.did ? (
        <PreviewView preview={last.did} tense="did" />
      ) : (
        !last.error && <p className={styles.quiet}>{nothingDone(last)}</p>
      )}
    </>
  );
};

const Made = ({ run, step, last }: { run: RunDetail; step: string; last: RunStep | undefined }): ReactElement => {
  if (step === run.trigger) return <Value value={run.payload} root={['trigger']} label="What the run began with" />;
  if (last?.output === undefined)
    return (
      <p className={styles.quiet}>{!run.dataKept && last ? 'What it made was not kept.' : 'It handed nothing on.'}</p>
    );
  return <Value value={last.output} root={['steps', step]} label={`What ${last.label} made`} />;
};

/** One step of a run: what it got, did and made, and how that differs from a run that went well. */
export const StepDetail = ({ run, step }: { run: RunDetail; step: string }): ReactElement => {
  const all = run.steps.filter(({ node }) => node === step);
  const items = [...new Set(all.map(({ item }) => item))].sort((a, b) => a - b);
  const worst = all.find(({ status }) => status === 'failed' || status === 'needs-decision') ?? all[0];
  const [picked, setPicked] = useState<number | null>(null);
  const item = picked ?? worst?.item ?? 0;
  const tries = all.filter((one) => one.item === item);
  const good = useCall('runs.lastGood', { run: run.id });
  const isTrigger = step === run.trigger;
  const canCompare = run.status === 'failed' && run.failedNode === step && good.data != null;
  const [chosen, setChosen] = useState<Tab | null>(null);
  const tab = chosen ?? (canCompare ? 'compare' : isTrigger ? 'arrived' : 'did');
  return (
    <section aria-label={run.nodes.find(({ node }) => node === step)?.label ?? step} className={styles.detail}>
      {item > 0 && <Items run={run} step={step} items={items} item={item} onPick={setPicked} />}
      <Tabs
        label="Views of the step"
        selected={tab}
        onSelect={setChosen}
        tabs={[
          { id: 'arrived', label: 'What arrived' },
          { id: 'did', label: 'What it did' },
          { id: 'made', label: 'What it made' },
          { id: 'compare', label: 'Compare' },
        ]}
      >
        <div className={styles.tab}>
          {tab === 'arrived' && <Arrived run={run} step={step} item={item} />}
          {tab === 'did' && <Did tries={tries} isTrigger={isTrigger} />}
          {tab === 'made' && <Made run={run} step={step} last={tries.at(-1)} />}
          {tab === 'compare' && <Compare run={run} step={step} good={good.data} />}
        </div>
      </Tabs>
    </section>
  );
};
