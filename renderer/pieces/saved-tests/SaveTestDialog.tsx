import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { useCall } from '../../client/queries.ts';
import type { DryRun, Expectation, JsonValue } from '../../client/types.ts';
import { edit, useEditor } from '../../stores/editor.ts';
import { addSample, putTest } from '../../stores/sample-edits.ts';
import { payloadOf, sampleOf, testFlow, useTesting } from '../../stores/testing.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toasts.ts';
import { answersOf, freeTestName, type Suggestion, suggestExpectations } from './expectations.ts';
import styles from './SavedTests.module.css';

interface SaveTestDialogProps {
  /** The trigger whose example the test uses. */
  trigger: string;
  isOpen: boolean;
  onClose: () => void;
}

/** The last test of the whole flow from this trigger; tests it first when there is none. Undefined while it runs. */
const useWholeRun = (trigger: string): DryRun | undefined => {
  const last = useTesting((state) => state.last);
  const fits = last !== null && last.until === null && last.trigger === trigger;
  useEffect(() => {
    if (!fits) void testFlow(trigger);
  }, [fits, trigger]);
  return fits ? last.run : undefined;
};

const useTriggers = (): ReadonlySet<string> => {
  const nodes = useEditor((state) => state.document.nodes);
  const { data } = useCall('nodes.list', {});
  return useMemo(() => {
    const kinds = new Set(data?.flatMap(({ type, kind }) => (kind === 'trigger' ? [type] : [])));
    return new Set(nodes.flatMap(({ id, type }) => (kinds.has(type) ? [id as string] : [])));
  }, [nodes, data]);
};

/** A choice about one suggestion: left out, or looked at in one of the ways its field allows. */
interface Choice {
  isOn: boolean;
  op: Expectation['op'];
  text: string;
}

const show = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? '');

const startOf = ({ isOn, expectation, found }: Suggestion): Choice => ({ isOn, op: expectation.op, text: show(found) });

const ways = [
  { id: 'equals', label: 'is exactly' },
  { id: 'contains', label: 'contains' },
  { id: 'exists', label: 'is any value' },
];

const FieldLine = ({
  suggestion,
  choice,
  onChange,
}: {
  suggestion: Suggestion;
  choice: Choice;
  onChange: (choice: Choice) => void;
}): ReactElement => (
  <div className={styles.field}>
    <CheckboxField
      label={suggestion.label}
      isChecked={choice.isOn}
      onChange={(isOn) => onChange({ ...choice, isOn })}
    />
    {choice.isOn && (
      <SelectField
        label={`How ${suggestion.label} is compared`}
        isLabelHidden
        size="small"
        value={choice.op}
        options={typeof suggestion.found === 'string' ? ways : ways.filter(({ id }) => id !== 'contains')}
        onChange={(op) => onChange({ ...choice, op: op as Choice['op'] })}
      />
    )}
    {choice.isOn && choice.op === 'contains' ? (
      <TextField
        label={`What ${suggestion.label} contains`}
        isLabelHidden
        value={choice.text}
        onChange={(text) => onChange({ ...choice, text })}
      />
    ) : (
      <span className={styles.value}>{show(suggestion.found)}</span>
    )}
  </div>
);

/** What a choice makes of a suggestion. */
const expectationOf = ({ expectation, found }: Suggestion, { op, text }: Choice): Expectation => {
  if (found === undefined) return expectation;
  const { value: _value, ...place } = expectation;
  if (op === 'exists') return { ...place, op };
  return { ...place, op, value: op === 'contains' ? text : (found as Expectation['value']) };
};

const groupBySteps = (suggestions: readonly Suggestion[]): [string, Suggestion[]][] => [
  ...Map.groupBy(suggestions, ({ expectation }) => expectation.node ?? ''),
];

const Form = ({ trigger, run, onClose }: { trigger: string; run: DryRun; onClose: () => void }): ReactElement => {
  const document = useEditor((state) => state.document);
  const inspection = useEditor((state) => state.inspection);
  const { currentSample, pinned } = useTesting();
  const triggers = useTriggers();
  const suggestions = useMemo(
    () => suggestExpectations(document, triggers, run, (node) => inspection.steps[node]?.label ?? node),
    [document, triggers, run, inspection],
  );
  const sample = sampleOf(document, currentSample, trigger);
  const [name, setName] = useState(() =>
    freeTestName(
      sample?.name || 'My test',
      document.tests.map((test) => test.name),
    ),
  );
  const [choices, setChoices] = useState<{ readonly [id: string]: Choice }>({});
  const choiceOf = (suggestion: Suggestion): Choice => choices[suggestion.id] ?? startOf(suggestion);
  const kept = suggestions.filter((suggestion) => choiceOf(suggestion).isOn);
  const answers = answersOf(run, pinned);
  const isTaken = document.tests.some((test) => test.name === name.trim());

  const save = (): void => {
    const title = name.trim();
    edit(`Save test "${title}"`, (flow) => {
      const payload = payloadOf(flow, inspection, currentSample, trigger);
      putTest(flow, {
        name: title,
        sample: sample?.id ?? addSample(flow, trigger, 'What usually arrives', payload),
        pinned: answers,
        expect: kept.map((suggestion) => expectationOf(suggestion, choiceOf(suggestion))),
      });
    });
    toast({ tone: 'ok', title: `Saved as “${title}”.`, text: "It'll be checked every time you turn this flow on." });
    onClose();
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') save();
      }}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        autoFocus
        warning={isTaken ? 'A test of this name is there already. It will be replaced.' : undefined}
      />
      <p className={styles.quiet}>
        Tried with the example “{sample?.name || 'What usually arrives'}”.
        {Object.keys(answers).length > 0 &&
          ` Answers of ${Object.keys(answers)
            .map((node) => inspection.steps[node]?.label ?? node)
            .join(', ')} are kept with it, so nothing outside can change the result.`}
      </p>
      <h3 className={styles.heading}>What should happen again</h3>
      {groupBySteps(suggestions).map(([node, own]) => (
        <fieldset key={node} className={styles.group}>
          <legend>{node === '' ? 'The flow' : (inspection.steps[node]?.label ?? node)}</legend>
          {own.map((suggestion) => {
            const choice = choiceOf(suggestion);
            const change = (next: Choice): void => setChoices((known) => ({ ...known, [suggestion.id]: next }));
            return suggestion.found === undefined ? (
              <CheckboxField
                key={suggestion.id}
                label={suggestion.label}
                isChecked={choice.isOn}
                onChange={(isOn) => change({ ...choice, isOn })}
              />
            ) : (
              <FieldLine key={suggestion.id} suggestion={suggestion} choice={choice} onChange={change} />
            );
          })}
        </fieldset>
      ))}
      {kept.length === 0 && <p className={styles.quiet}>Nothing is ticked, so this test would always pass.</p>}
      <div className={styles.end}>
        <Button onPress={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" isDisabled={name.trim() === '' || kept.length === 0}>
          Save test
        </Button>
      </div>
    </form>
  );
};

const Content = ({ trigger, onClose }: { trigger: string; onClose: () => void }): ReactElement => {
  const run = useWholeRun(trigger);
  const fault = useTesting((state) => state.fault);
  if (run) return <Form trigger={trigger} run={run} onClose={onClose} />;
  if (fault)
    return (
      <Banner tone="err" title={fault.message}>
        {fault.fix}
      </Banner>
    );
  return <Skeleton lines={5} />;
};

/** Keeps what the last test made of the flow, so that a later change that breaks it is noticed. */
export const SaveTestDialog = ({ trigger, isOpen, onClose }: SaveTestDialogProps): ReactElement => (
  <Dialog title="Save this test" isOpen={isOpen} onClose={onClose}>
    <Content trigger={trigger} onClose={onClose} />
  </Dialog>
);
