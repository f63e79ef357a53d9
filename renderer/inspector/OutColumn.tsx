import { FlaskConical, Pin, TestTubeDiagonal } from 'lucide-react';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { itemIndexes } from '../client/items.ts';
import type { DryStep, JsonValue } from '../client/types.ts';
import { PreviewView } from '../pieces/previews/PreviewView.tsx';
import { DataPane } from '../pieces/values/DataPane.tsx';
import { FieldTree } from '../pieces/values/FieldTree.tsx';
import { useCommands } from '../stores/commands.ts';
import { pin, showItem, testFlow, useTesting } from '../stores/testing.ts';
import { announce } from '../ui/announcer.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { Stepper } from '../ui/Stepper.tsx';
import styles from './Dock.module.css';
import { FaultCard } from './FaultCard.tsx';
import { FootTabs } from './FootTabs.tsx';
import { ResultWords } from './ResultWords.tsx';
import { useLivePreview } from './use-live-preview.ts';
import type { OpenStep } from './use-step.ts';

type View = 'preview' | 'fields' | 'data';

const views: readonly { id: View; label: string }[] = [
  { id: 'preview', label: 'Preview' },
  { id: 'fields', label: 'Fields' },
  { id: 'data', label: 'Data' },
];

/** Tries the open step; says what came of it. */
const useTest = ({ node, trigger }: OpenStep): { isBusy: boolean; test: () => void } => {
  const [isBusy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    if (trigger === undefined) return;
    setBusy(true);
    const run = await testFlow(trigger, node.id);
    setBusy(false);
    announce(run?.status === 'succeeded' ? 'Test finished. Nothing was sent.' : 'The test stopped.');
  };
  return { isBusy, test: () => void test() };
};

/** Which item of a list the result is about, and a way to the others; nothing for a step that is not repeated. */
const Items = ({ step, result }: { step: string; result: DryStep | undefined }): ReactElement | null => {
  const last = useTesting((state) => state.last);
  const tries = last?.run.steps.filter(({ node, item }) => node === step && item > 0) ?? [];
  if (!result || result.item === 0 || tries.length === 0) return null;
  const at = tries.findIndex(({ item }) => item === result.item);
  const go = (to: number): (() => void) | undefined => {
    const place = tries[to]?.item;
    return place === undefined ? undefined : () => showItem(place);
  };
  const indexes = itemIndexes(result.item).map((index) => index + 1);
  return (
    <div className={styles.items}>
      <Stepper what="item" text={`Item ${indexes.join('.')}`} onBack={go(at - 1)} onOn={go(at + 1)} />
      <span className={classes('type-meta', 'numbers')}>
        {tries.length === 1 ? '1 item tried' : `${tries.length} items tried`}
      </span>
    </div>
  );
};

const useTestKey = (test: () => void, isOn: boolean): void => {
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (target?.closest('input, textarea, [contenteditable="true"], [role="dialog"], [role="tree"], [role="menu"]'))
        return;
      event.preventDefault();
      test();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [test, isOn]);
};

const Pinned = ({ step, isUsed }: { step: string; isUsed: boolean }): ReactElement => (
  <div className={styles.head}>
    <Pin size={14} aria-hidden="true" />
    <span className={styles.title}>{isUsed ? 'Your example answer' : 'Example answer kept'}</span>
    <Button size="small" kind="quiet" onPress={() => pin(step, undefined)}>
      Ask again
    </Button>
  </div>
);

interface ResultProps {
  step: OpenStep;
  result: DryStep | undefined;
  view: View;
  test: () => void;
}

/** What the test came to, or why there is nothing to show. */
const Result = ({ step, result, view, test }: ResultProps): ReactElement => {
  const { node, mapping } = step;
  const last = useTesting((state) => state.last);
  const fault = useTesting((state) => state.fault);
  const output: JsonValue | undefined =
    step.description.kind === 'trigger' ? mapping.sources[0]?.value : result?.output;
  if (step.description.kind === 'step' && !result) {
    const stopped = last?.until === node.id ? last.run.steps.find(({ status }) => status === 'failed') : undefined;
    if (stopped?.error)
      return <FaultCard fault={stopped.error} step={stopped.node} isHere={false} label={stopped.label} onTest={test} />;
    if (fault) return <FaultCard fault={fault} step={node.id} isHere onTest={test} />;
    if (last?.until === node.id)
      return <p className={styles.inside}>With this example the flow does not reach this step.</p>;
    if (step.view?.effect === null)
      return <p className={styles.inside}>Fill in what is missing, and you will see here what the step would do.</p>;
    return <p className={styles.inside}>Press “Test this step” to see what it would do. Nothing is sent.</p>;
  }
  if (result?.error) return <FaultCard fault={result.error} step={node.id} isHere onTest={test} />;
  if (view === 'data') return <DataPane value={output} label="What comes out, as data" />;
  if (view === 'fields' || (step.description.kind === 'trigger' && view === 'preview'))
    return (
      <div className={styles.inside}>
        <FieldTree value={output ?? {}} root={['steps', node.id]} label="Fields of what comes out" />
      </div>
    );
  if (result?.would)
    return (
      <div className={styles.inside}>
        <PreviewView preview={result.would} tense="would" />
      </div>
    );
  return (
    <div className={styles.inside}>
      <ResultWords step={step} result={result} output={output} />
    </div>
  );
};

/** What a step would do with the example, before anything is done. */
export const OutColumn = ({ step }: { step: OpenStep }): ReactElement => {
  const { node, description, trigger } = step;
  const isStep = description.kind === 'step';
  const [view, setView] = useState<View>('preview');
  const result = useTesting(({ results }) => results[node.id]);
  const last = useTesting((state) => state.last);
  const isPinned = useTesting(({ pinned }) => Object.hasOwn(pinned, node.id));
  const { isBusy, test } = useTest(step);
  useLivePreview(step);
  useTestKey(test, isStep && trigger !== undefined);
  const commands = useMemo(
    () =>
      isStep
        ? [
            {
              id: 'step.test',
              title: 'Test this step',
              group: 'This step',
              icon: TestTubeDiagonal,
              kbd: 'T',
              run: test,
            },
          ]
        : [],
    [isStep, test],
  );
  useCommands(commands);
  const isAction = description.family === 'then';
  return (
    <section data-region="result" aria-label="What would happen" className={styles.column}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          {isStep ? (isAction ? 'What would happen' : 'What comes out') : 'What it hands on'}
        </h2>
        {isStep && (
          <Button
            size="small"
            icon={TestTubeDiagonal}
            kbd="T"
            isBusy={isBusy}
            isDisabled={trigger === undefined}
            onPress={test}
          >
            Test this step
          </Button>
        )}
      </header>
      <Items step={node.id} result={result} />
      {isPinned && <Pinned step={node.id} isUsed={result?.pinned ?? false} />}
      <div className={styles.result}>
        {/* A long result is scrolled by keyboard too, also when nothing in it can be pressed. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1) */}
        <section className={styles.card} tabIndex={0} aria-label="Result">
          {isStep && (
            <div className={styles.ribbon}>
              <FlaskConical size={14} aria-hidden="true" /> Test – nothing is sent
            </div>
          )}
          <Result step={step} result={result} view={view} test={test} />
        </section>
      </div>
      <footer className={styles.foot}>
        <FootTabs label="View of what comes out" tabs={views} selected={view} onSelect={setView} />
        {result && last?.until === node.id && (
          <span className={classes('type-meta', 'numbers')}>{last.tookMs.toLocaleString('en')} ms</span>
        )}
      </footer>
    </section>
  );
};
