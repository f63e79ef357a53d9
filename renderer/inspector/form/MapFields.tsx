import { Asterisk, Plus, WandSparkles, X } from 'lucide-react';
import { memo, type ReactElement, useState } from 'react';
import type { FormField, JsonRecord, JsonValue } from '../../client/types.ts';
import { writeChip } from '../../pieces/template-field/chip.ts';
import { fieldsOf, useMapping } from '../../pieces/template-field/mapping.ts';
import { suggestFields } from '../../pieces/template-field/suggest.ts';
import { everyField, type FieldNode } from '../../pieces/values/fields.ts';
import { showValue } from '../../pieces/values/show-value.ts';
import type { ParamPath } from '../../stores/set-at.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { ParamView } from './FieldSet.tsx';
import styles from './Form.module.css';
import { lineKeys } from './line-keys.ts';
import { useLines, useOwnProblem, useParam, useParamText } from './step-form.ts';

interface MapFieldsProps {
  field: Extract<FormField, { kind: 'list' }>;
  path: ParamPath;
}

/** Fields of data are named the way programs expect it: `customer_email`. */
const nameFor = (node: FieldNode, taken: ReadonlySet<string>): string => {
  const own = String(node.path.at(-1));
  if (!taken.has(own)) return own;
  return node.label.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
};

interface Offer {
  key: string;
  name: string;
  value: string;
  sample: string;
}

/** What would go into a record: the empty fields filled with what is like them, and what arrived and is not used yet. */
const useOffers = (lines: readonly JsonValue[]): Offer[] => {
  const mapping = useMapping();
  const names = lines.map((line) => String((line as JsonRecord).name ?? ''));
  const values = JSON.stringify(lines);
  const empty = names.flatMap((name, at) => {
    if ((lines[at] as JsonRecord).value !== '' || name === '') return [];
    const [best] = suggestFields(name, mapping, 1);
    return best ? [{ node: best.node, name }] : [];
  });
  const taken = new Set(names);
  const nearest = mapping.sources.find(({ family }) => family !== 'check' && family !== null);
  const unused = nearest
    ? everyField(fieldsOf(nearest)).filter(
        ({ children, path, type }) =>
          children.length === 0 &&
          type !== 'empty' &&
          !path.includes('headers') &&
          !values.includes(writeChip({ path, filters: [] }).slice(2, -2)),
      )
    : [];
  // What was sent itself comes before how it was sent.
  const isSent = ({ path }: FieldNode): number => (path.includes('body') ? 0 : 1);
  unused.sort((one, other) => isSent(one) - isSent(other));
  return [...empty, ...unused.slice(0, 30).map((node) => ({ node, name: nameFor(node, taken) }))].map(
    ({ node, name }) => ({
      key: `${name} ${node.key}`,
      name,
      value: writeChip({ path: node.path, filters: [] }),
      sample: showValue(node.value, 40),
    }),
  );
};

const Suggestions = ({
  lines,
  onUse,
  onClose,
}: {
  lines: readonly JsonValue[];
  onUse: (offers: readonly Offer[]) => void;
  onClose: () => void;
}): ReactElement => {
  const offers = useOffers(lines);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string, isChecked: boolean): void =>
    setChosen((before) => new Set(isChecked ? [...before, key] : [...before].filter((known) => known !== key)));
  return (
    <Dialog
      title="Suggested fields"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            kind="primary"
            isDisabled={chosen.size === 0}
            onPress={() => onUse(offers.filter(({ key }) => chosen.has(key)))}
          >
            {chosen.size === 1 ? 'Use 1 field' : `Use ${chosen.size} fields`}
          </Button>
        </>
      }
    >
      {offers.length === 0 && <p>Everything that arrived is used already.</p>}
      <div className={styles.suggestions}>
        {offers.map(({ key, name, sample }) => (
          <CheckboxField
            key={key}
            label={name}
            help={sample}
            isChecked={chosen.has(key)}
            onChange={(isChecked) => toggle(key, isChecked)}
          />
        ))}
      </div>
    </Dialog>
  );
};

const partOf = (field: MapFieldsProps['field'], name: string): FormField => {
  const part = field.fields.find((candidate) => candidate.name === name);
  if (!part) throw new Error(`the form of the map has no "${name}"`);
  return part;
};

const nameOf = (line: JsonValue | undefined): string => String((line as JsonRecord | undefined)?.name ?? '');

interface MapLineProps extends MapFieldsProps {
  at: number;
}

/** One field of the new record: its name, where its value comes from, its type, and whether it must be there. */
const MapLine = memo(({ field, path, at }: MapLineProps): ReactElement => {
  const lines = useLines(path, field.label);
  const name = useParamText([...path, at, 'name']);
  const required = useParam([...path, at, 'required'], field.label);
  return (
    <div className={styles.mapRow}>
      <ParamView
        field={{ ...partOf(field, 'name'), label: `Name of field ${at + 1}`, help: '' }}
        path={[...path, at, 'name']}
        isLabelHidden
      />
      <ParamView
        field={{ ...partOf(field, 'value'), label: name || `Value ${at + 1}` }}
        path={[...path, at, 'value']}
        isLabelHidden
      />
      <ParamView
        field={{ ...partOf(field, 'type'), label: `Type of field ${at + 1}`, help: '', placeholder: 'As it is' }}
        path={[...path, at, 'type']}
        isLabelHidden
      />
      <span className={styles.rowEnd}>
        <IconButton
          label={`Field ${at + 1} must not be empty`}
          icon={Asterisk}
          size="small"
          isPressed={required.value === true}
          onPress={() => required.set(required.value === true ? undefined : true)}
        />
        <IconButton
          label={`Remove field ${at + 1}`}
          icon={X}
          size="small"
          onPress={() => lines.put(lines.now().filter((_, place) => place !== at))}
        />
      </span>
    </div>
  );
});

/** The lines with what was chosen: empty ones filled, the others added. */
const withOffers = (lines: readonly JsonValue[], offers: readonly Offer[]): JsonValue[] => {
  const filled = lines.map((line) => {
    const record = line as JsonRecord;
    const offer = record.value === '' ? offers.find(({ name }) => name === record.name) : undefined;
    return offer ? { ...record, value: offer.value } : record;
  });
  const names = new Set(filled.map(nameOf));
  return [...filled, ...offers.flatMap(({ name, value }) => (names.has(name) ? [] : [{ name, value }]))];
};

/** The record a step makes: name, where its value comes from, what type it becomes. */
export const MapFields = ({ field, path }: MapFieldsProps): ReactElement => {
  const lines = useLines(path, field.label);
  const problem = useOwnProblem(path);
  const [isSuggesting, setSuggesting] = useState(false);
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{field.label}</legend>
      {lines.count > 0 && (
        <div className={styles.mapHead} aria-hidden="true">
          <span>Name</span>
          <span>Value</span>
          <span>Type</span>
        </div>
      )}
      {lineKeys(lines.count).map((key, at) => (
        <MapLine key={key} field={field} path={path} at={at} />
      ))}
      {problem && <p className={styles.hint}>{`${problem.message} ${problem.fix}`}</p>}
      <div className={styles.more}>
        <Button
          size="small"
          kind="quiet"
          icon={Plus}
          onPress={() => lines.put([...lines.now(), { name: '', value: '' }])}
        >
          {field.addLabel}
        </Button>
        <Button size="small" kind="quiet" icon={WandSparkles} onPress={() => setSuggesting(true)}>
          Suggest fields
        </Button>
      </div>
      {isSuggesting && (
        <Suggestions
          lines={lines.now()}
          onClose={() => setSuggesting(false)}
          onUse={(offers) => {
            lines.put(withOffers(lines.now(), offers));
            setSuggesting(false);
          }}
        />
      )}
    </fieldset>
  );
};
