import { Asterisk, GraduationCap, Plus, X } from 'lucide-react';
import { memo, type ReactElement, useMemo, useState } from 'react';
import { useCall } from '../../client/queries.ts';
import { readPath } from '../../client/templates.ts';
import type { FormField, JsonRecord, JsonValue, Scope } from '../../client/types.ts';
import { useMapping } from '../../pieces/template-field/mapping.ts';
import { workOut } from '../../pieces/template-field/pipeline.ts';
import { showValue } from '../../pieces/values/show-value.ts';
import { useEditor } from '../../stores/editor.ts';
import type { ParamPath } from '../../stores/set-at.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { ParamView } from './FieldSet.tsx';
import styles from './Form.module.css';
import { type LearnedField, learnFields } from './learn-fields.ts';
import { lineKeys } from './line-keys.ts';
import { useLines, useOwnProblem, useParam, useParamText } from './step-form.ts';

interface ContractFieldsProps {
  field: Extract<FormField, { kind: 'list' }>;
  path: ParamPath;
}

const recentDeliveries = 200;

const valueIn = (template: string, scope: Scope): JsonValue[] => {
  const outcome = workOut(template, scope);
  return 'value' in outcome ? [outcome.value] : [];
};

/** What is checked, as the saved examples have it and as it arrived lately. */
const useExamples = (template: string): readonly JsonValue[] => {
  const { scope, examples, sources } = useMapping();
  const flow = useEditor(({ flowId }) => flowId);
  const trigger = sources.find(({ root }) => root[0] === 'trigger')?.step;
  const { data: events = [] } = useCall(
    'events.list',
    { flow: flow ?? '', limit: recentDeliveries },
    { enabled: flow !== null },
  );
  return useMemo(() => {
    const arrived = events.filter(({ node, verdict }) => node === trigger && verdict === 'started');
    const scopes = [scope, ...examples.map((example) => example.scope)];
    return [...scopes, ...arrived.map(({ payload }) => ({ ...scope, trigger: payload }))].flatMap((seen) =>
      valueIn(template, seen),
    );
  }, [template, scope, examples, events, trigger]);
};

const often = ({ isAlways, type, example }: LearnedField): string =>
  `${isAlways ? 'always there' : 'sometimes there'} · ${type === 'any' ? 'of several types' : type === 'yes-no' ? 'yes or no' : type} · ${showValue(example, 40)}`;

const pathOf = (line: JsonValue | undefined): string => String((line as JsonRecord | undefined)?.path ?? '');

/** Fields the examples have and the contract does not, to choose from; all of them are chosen at first. */
const Learn = ({
  template,
  taken,
  onAdd,
  onClose,
}: {
  template: string;
  taken: ReadonlySet<string>;
  onAdd: (fields: readonly LearnedField[]) => void;
  onClose: () => void;
}): ReactElement => {
  const examples = useExamples(template);
  const learned = useMemo(() => learnFields(examples).filter(({ path }) => !taken.has(path)), [examples, taken]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = learned.filter(({ path }) => !left.has(path));
  const toggle = (path: string, isChecked: boolean): void =>
    setLeft((before) => new Set(isChecked ? [...before].filter((known) => known !== path) : [...before, path]));
  return (
    <Dialog
      title="Learn from examples"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button
            kind="quiet"
            isDisabled={learned.length === 0}
            onPress={() => setLeft(new Set(chosen.length > 0 ? learned.map(({ path }) => path) : []))}
          >
            {chosen.length > 0 ? 'Choose none' : 'Choose all'}
          </Button>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={chosen.length === 0} onPress={() => onAdd(chosen)}>
            {chosen.length === 1 ? 'Add 1 field' : `Add ${chosen.length} fields`}
          </Button>
        </>
      }
    >
      {learned.length === 0 && <p>The examples have no field that is not listed already.</p>}
      {learned.length > 0 && (
        <p className={styles.help}>
          {examples.length === 1 ? 'Seen in 1 example.' : `Seen in ${examples.length} examples and deliveries.`} Values
          may differ; only type and presence are checked.
        </p>
      )}
      <div className={styles.suggestions}>
        {learned.map((field) => (
          <CheckboxField
            key={field.path}
            label={field.path}
            help={often(field)}
            isChecked={!left.has(field.path)}
            onChange={(isChecked) => toggle(field.path, isChecked)}
          />
        ))}
      </div>
    </Dialog>
  );
};

const partOf = (field: ContractFieldsProps['field'], name: string): FormField => {
  const part = field.fields.find((candidate) => candidate.name === name);
  if (!part) throw new Error(`the form of the contract has no "${name}"`);
  return part;
};

/** What the example in use has there; of a list, the first. */
const Example = ({ path, template }: { path: string; template: string }): ReactElement | null => {
  const { scope } = useMapping();
  if (path === '') return null;
  const keys = path.split('.').map((key) => (key === '*' ? 0 : key));
  const [value] = valueIn(template, scope);
  const found = value === undefined ? undefined : readPath(value, keys);
  return (
    <span className={styles.example}>
      {found === undefined
        ? 'not in this example'
        : found === null || found === ''
          ? 'empty in this example'
          : showValue(found, 40)}
    </span>
  );
};

/** One field that is counted on: where it is, its type, whether it has to be there, and what to do when it is not so. */
const ContractLine = memo(({ field, path, at, template }: ContractFieldsProps & { at: number; template: string }) => {
  const lines = useLines(path, field.label);
  const name = useParamText([...path, at, 'path']);
  const ifMissing = useParamText([...path, at, 'ifMissing']);
  const required = useParam([...path, at, 'required'], field.label);
  const isRequired = required.value !== false;
  const called = name || `field ${at + 1}`;
  return (
    <div className={styles.contractRow}>
      <div>
        <ParamView
          field={{ ...partOf(field, 'path'), label: `Field ${at + 1}` }}
          path={[...path, at, 'path']}
          isLabelHidden
        />
        <Example path={name} template={template} />
      </div>
      <ParamView
        field={{ ...partOf(field, 'type'), label: `Type of ${called}`, placeholder: 'Any type' }}
        path={[...path, at, 'type']}
        isLabelHidden
      />
      <div className={styles.stacked}>
        <ParamView
          field={{ ...partOf(field, 'ifMissing'), label: `If ${called} is not so`, placeholder: 'Stop' }}
          path={[...path, at, 'ifMissing']}
          isLabelHidden
        />
        {ifMissing === 'default' && (
          <ParamView
            field={{ ...partOf(field, 'default'), label: `Default of ${called}`, placeholder: 'Default' }}
            path={[...path, at, 'default']}
            isLabelHidden
          />
        )}
      </div>
      <span className={styles.rowEnd}>
        <IconButton
          label={`${called} has to be there`}
          icon={Asterisk}
          size="small"
          isPressed={isRequired}
          onPress={() => required.set(isRequired ? false : undefined)}
        />
        <IconButton
          label={`Remove ${called}`}
          icon={X}
          size="small"
          onPress={() => lines.put(lines.now().filter((_, place) => place !== at))}
        />
      </span>
    </div>
  );
});

/** A learned field as a line: one that is only sometimes there need not be. */
const lineOf = ({ path, type, isAlways }: LearnedField): JsonRecord => ({
  path,
  type,
  ...(!isAlways && { required: false }),
});

/** The contract: the fields a person counts on, beside what the example has there. */
export const ContractFields = ({ field, path }: ContractFieldsProps): ReactElement => {
  const lines = useLines(path, field.label);
  const problem = useOwnProblem(path);
  const template = useParamText(['value']);
  const [isLearning, setLearning] = useState(false);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{field.label}</legend>
      {lines.count > 0 && (
        <div className={styles.contractHead} aria-hidden="true">
          <span>Field</span>
          <span>Type</span>
          <span>If it is not so</span>
        </div>
      )}
      {lineKeys(lines.count).map((key, at) => (
        <ContractLine key={key} field={field} path={path} at={at} template={template} />
      ))}
      {problem && <p className={styles.hint}>{`${problem.message} ${problem.fix}`}</p>}
      <div className={styles.more}>
        <Button size="small" icon={GraduationCap} onPress={() => setLearning(true)}>
          Learn from examples
        </Button>
        <Button size="small" kind="quiet" icon={Plus} onPress={() => lines.put([...lines.now(), { path: '' }])}>
          {field.addLabel}
        </Button>
      </div>
      {isLearning && (
        <Learn
          template={template}
          taken={new Set(lines.now().map(pathOf))}
          onClose={() => setLearning(false)}
          onAdd={(fields) => {
            // A line nobody has filled in makes room.
            lines.put([...lines.now().filter((line) => pathOf(line) !== ''), ...fields.map(lineOf)]);
            setLearning(false);
          }}
        />
      )}
    </fieldset>
  );
};
