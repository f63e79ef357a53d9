import { CircleCheck, CircleDashed, CircleX, Pencil, Play, Trash2 } from 'lucide-react';
import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { call } from '../../client/connection.ts';
import type { FaultData, Flow, FlowTest, TestResult } from '../../client/types.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import { removeTest } from '../../stores/sample-edits.ts';
import { announce } from '../../ui/announcer.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './SavedTests.module.css';

interface Results {
  isRunning: boolean;
  /** The document the results are about; a changed one makes them old. */
  document: Flow | null;
  results: readonly TestResult[];
  fault: FaultData | null;
}

const passedWords = (results: readonly TestResult[]): string => {
  const passed = results.filter((result) => result.passed).length;
  return `${passed} of ${results.length} ${results.length === 1 ? 'test' : 'tests'} passed`;
};

/** Runs the tests of the flow as it is drawn now; all of them when the list appears. */
const useResults = (): Results & { runAll: () => Promise<void> } => {
  const [state, setState] = useState<Results>({ isRunning: false, document: null, results: [], fault: null });
  const runAll = useCallback(async (): Promise<void> => {
    const { document } = useEditor.getState();
    if (document.tests.length === 0) return;
    setState((known) => ({ ...known, isRunning: true }));
    try {
      const results = await call('flows.test', { subject: { document } });
      setState({ isRunning: false, document, results, fault: null });
      announce(passedWords(results));
    } catch (thrown) {
      setState({ isRunning: false, document: null, results: [], fault: thrown as FaultData });
    }
  }, []);
  useEffect(() => {
    void runAll();
  }, [runAll]);
  return { ...state, runAll };
};

const Mark = ({ result, isRunning }: { result: TestResult | undefined; isRunning: boolean }): ReactElement => {
  if (isRunning) return <Spinner label="Running" />;
  if (!result) return <CircleDashed size={16} role="img" aria-label="Not run yet" className={styles.open} />;
  return result.passed ? (
    <CircleCheck size={16} role="img" aria-label="Passed" className={styles.passed} />
  ) : (
    <CircleX size={16} role="img" aria-label="Failed" className={styles.failed} />
  );
};

const rename = (before: string, after: string): void =>
  edit('Rename test', (flow) => {
    const test = flow.tests.find(({ name }) => name === before);
    if (test) test.name = after;
  });

const Renaming = ({
  name,
  taken,
  onDone,
}: {
  name: string;
  taken: readonly string[];
  onDone: () => void;
}): ReactElement => {
  const [text, setText] = useState(name);
  const wanted = text.trim().slice(0, 200);
  const isTaken = wanted !== name && taken.includes(wanted);
  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === '' || isTaken) return;
        if (wanted !== name) rename(name, wanted);
        onDone();
      }}
    >
      <TextField
        label="Name of the test"
        isLabelHidden
        value={text}
        onChange={setText}
        autoFocus
        error={isTaken ? 'Another test has this name.' : undefined}
      />
      <Button type="submit" size="small" kind="primary" isDisabled={wanted === '' || isTaken}>
        Rename
      </Button>
    </form>
  );
};

interface TestRowProps {
  test: FlowTest;
  taken: readonly string[];
  result: TestResult | undefined;
  isRunning: boolean;
}

const TestRow = ({ test, taken, result, isRunning }: TestRowProps): ReactElement => {
  const [isRenaming, setRenaming] = useState(false);
  return (
    <li className={styles.test}>
      <div className={styles.testHead}>
        <Mark result={result} isRunning={isRunning} />
        {isRenaming ? (
          <Renaming name={test.name} taken={taken} onDone={() => setRenaming(false)} />
        ) : (
          <>
            <b className={styles.testName}>{test.name}</b>
            <IconButton label={`Rename ${test.name}`} icon={Pencil} size="small" onPress={() => setRenaming(true)} />
            <IconButton
              label={`Delete ${test.name}`}
              icon={Trash2}
              size="small"
              onPress={() => edit(`Delete test "${test.name}"`, (flow) => removeTest(flow, test.name))}
            />
          </>
        )}
      </div>
      {result && !result.passed && (
        <ul className={styles.failures} aria-label={`What is different in ${test.name}`}>
          {result.failures.map((failure) => (
            <li key={failure}>{failure}</li>
          ))}
        </ul>
      )}
    </li>
  );
};

const Tests = ({ onSaveTest }: { onSaveTest: () => void }): ReactElement => {
  const document = useEditor((state) => state.document);
  const { isRunning, results, fault, runAll, document: tried } = useResults();
  const names = document.tests.map(({ name }) => name);
  const shown = results.filter(({ name }) => names.includes(name));
  if (document.tests.length === 0)
    return (
      <div className={styles.form}>
        <p className={styles.quiet}>
          No tests yet. Test the flow, then save what came out: it will be compared every time you turn the flow on.
        </p>
        <div>
          <Button kind="primary" onPress={onSaveTest}>
            Save a test
          </Button>
        </div>
      </div>
    );
  return (
    <div className={styles.form}>
      <div className={styles.testHead}>
        <p className={styles.testName}>{shown.length > 0 && passedWords(shown)}</p>
        <Button size="small" icon={Play} isBusy={isRunning} onPress={() => void runAll()}>
          Run all
        </Button>
      </div>
      {tried !== null && tried.nodes !== document.nodes && (
        <p className={styles.quiet}>The flow has changed since. Run the tests again.</p>
      )}
      {fault && (
        <Banner tone="err" title={fault.message}>
          {fault.fix}
        </Banner>
      )}
      <ul className={styles.tests} aria-label="Tests of this flow">
        {document.tests.map((test) => (
          <TestRow
            key={test.name}
            test={test}
            taken={names}
            result={results.find(({ name }) => name === test.name)}
            isRunning={isRunning}
          />
        ))}
      </ul>
      <div>
        <Button onPress={onSaveTest}>Save another test</Button>
      </div>
    </div>
  );
};

/** The tests saved with the flow: what they say about it as it is drawn now, and what is different, in words. */
export const TestsPanel = (props: { isOpen: boolean; onClose: () => void; onSaveTest: () => void }): ReactElement => (
  <Sheet title="Tests" isOpen={props.isOpen} onClose={props.onClose}>
    <Tests onSaveTest={props.onSaveTest} />
  </Sheet>
);
