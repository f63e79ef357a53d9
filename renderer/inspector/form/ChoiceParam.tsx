import type { ReactElement } from 'react';
import { useCall } from '../../client/queries.ts';
import type { FormField } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import type { ParamPath } from '../../stores/set-at.ts';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import styles from './Form.module.css';
import { leftOver } from './form-rules.ts';
import { useParam, useStepForm } from './step-form.ts';

interface Props<Kind extends FormField['kind']> {
  field: Extract<FormField, { kind: Kind }>;
  path: ParamPath;
  isLabelHidden?: boolean | undefined;
}

const leftOpen = 'left open';

/** One of a few. */
export const ChoiceParam = ({ field, path, isLabelHidden }: Props<'choice'>): ReactElement => {
  const { value, set, error, warning } = useParam(path, field.label);
  const { description } = useStepForm();
  const holder = useParam(path.slice(0, -1), field.label, false);
  const choose = (id: string): void => {
    const gone = leftOver(description.form, path, id);
    const before = holder.value;
    if (gone.length === 0 || typeof before !== 'object' || before === null || Array.isArray(before)) {
      set(id === leftOpen ? undefined : id);
      return;
    }
    const kept = Object.entries(before).filter(([name]) => !gone.includes(name));
    holder.set({ ...Object.fromEntries(kept), [field.name]: id });
  };
  return (
    <SelectField
      label={field.label}
      help={field.help}
      value={value === undefined ? null : String(value)}
      placeholder={field.placeholder}
      options={[
        // What may be left open can be opened again.
        ...(field.placeholder === undefined ? [] : [{ id: leftOpen, label: field.placeholder }]),
        ...field.choices.map((choice) => ({ id: choice.value, label: choice.label })),
      ]}
      onChange={choose}
      error={error}
      warning={warning}
      isLabelHidden={isLabelHidden}
    />
  );
};

/** Some of a few. */
export const ChoicesParam = ({ field, path }: Props<'choices'>): ReactElement => {
  const { value, set } = useParam(path, field.label);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{field.label}</legend>
      {field.choices.map((choice) => (
        <CheckboxField
          key={choice.value}
          label={choice.label}
          isChecked={chosen.includes(choice.value)}
          onChange={(isChecked) =>
            set(
              field.choices
                .map((known) => known.value)
                .filter((known) => (known === choice.value ? isChecked : chosen.includes(known))),
            )
          }
        />
      ))}
      {field.help && <p className={styles.help}>{field.help}</p>}
    </fieldset>
  );
};

/** Yes or no. */
export const YesNoParam = ({ field, path }: { field: FormField; path: ParamPath }): ReactElement => {
  const { value, set } = useParam(path, field.label);
  return <CheckboxField label={field.label} help={field.help} isChecked={value === true} onChange={set} />;
};

const addConnection = 'add a connection';
const noConnection = 'no connection';

/** A saved sign-in; what is secret about it never comes here. */
export const CredentialParam = ({ field, path }: Props<'credential'>): ReactElement => {
  const { value, set, error, warning } = useParam(path, field.label);
  const { data: known = [] } = useCall('credentials.list', {});
  const fitting = known.filter(({ kind }) => field.credentialKinds.includes(kind));
  const name = typeof value === 'string' && value !== '' ? value : null;
  const isGone = name !== null && !fitting.some((credential) => credential.name === name);
  const choose = (id: string): void => {
    if (id === addConnection) location.hash = '#/connections';
    else set(id === noConnection ? undefined : id);
  };
  return (
    <SelectField
      label={field.label}
      help={field.help}
      value={name ?? noConnection}
      placeholder="Choose a connection…"
      options={[
        { id: noConnection, label: 'None' },
        ...fitting.map((credential) => ({
          id: credential.name,
          label: credential.name,
          hint: credential.hosts.join(', ') || undefined,
        })),
        ...(isGone ? [{ id: name, label: name, hint: 'Not saved on this computer yet' }] : []),
        { id: addConnection, label: 'Add connection…' },
      ]}
      onChange={choose}
      error={
        isGone
          ? `The connection “${name}” is not saved on this computer. Add it under Connections, or choose another.`
          : error
      }
      warning={warning}
    />
  );
};

/** Another flow, by its name. */
export const FlowParam = ({ field, path }: { field: FormField; path: ParamPath }): ReactElement => {
  const { value, set, error, warning } = useParam(path, field.label);
  const { data: flows = [] } = useCall('flows.list', {});
  const own = useEditor(({ flowId }) => flowId);
  const name = typeof value === 'string' && value !== '' ? value : null;
  const others = flows.filter(({ id }) => id !== own);
  const isKnown = name === null || others.some((flow) => flow.name === name);
  return (
    <SelectField
      label={field.label}
      help={field.help}
      value={name}
      placeholder={others.length === 0 ? 'There is no other flow yet' : 'Choose a flow'}
      options={[
        ...others.map((flow) => ({ id: flow.name, label: flow.on ? flow.name : `${flow.name} (off)` })),
        ...(isKnown ? [] : [{ id: name, label: name }]),
      ]}
      onChange={set}
      error={error}
      warning={warning}
    />
  );
};
