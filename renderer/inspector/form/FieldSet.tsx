import type { ReactElement } from 'react';
import type { FormField } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import { type ParamPath, writeParamPath } from '../../stores/set-at.ts';
import { ChoiceParam, ChoicesParam, CredentialParam, FlowParam, YesNoParam } from './ChoiceParam.tsx';
import { FileParam } from './FileParam.tsx';
import styles from './Form.module.css';
import { isShown, valueAt } from './form-rules.ts';
import { ListParam, TextListParam } from './ListParam.tsx';
import { RulesParam } from './RulesParam.tsx';
import { useStepForm } from './step-form.ts';
import { ColumnsParam, TableParam } from './TableParam.tsx';
import { JsonParam, NumberParam, TemplateParam, TextParam } from './TextParam.tsx';

interface ParamViewProps {
  field: FormField;
  path: ParamPath;
  isLabelHidden?: boolean | undefined;
}

const Group = ({ field, path }: { field: Extract<FormField, { kind: 'group' }>; path: ParamPath }): ReactElement => (
  <fieldset className={styles.group}>
    <legend className={styles.legend}>{field.label}</legend>
    <div className={styles.inside}>
      <FieldSet fields={field.fields} path={path} />
    </div>
    {field.help && <p className={styles.help}>{field.help}</p>}
  </fieldset>
);

/** The control of a kind; the list of kinds is closed. */
const Control = ({ field, path, isLabelHidden }: ParamViewProps): ReactElement => {
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'date-time':
    case 'event-name':
      return field.templated ? (
        <TemplateParam field={field} path={path} isLabelHidden={isLabelHidden} />
      ) : (
        <TextParam field={field} path={path} isLabelHidden={isLabelHidden} />
      );
    case 'flow-name':
      return <FlowParam field={field} path={path} />;
    case 'number':
      return field.templated ? (
        <TemplateParam field={field} path={path} isLabelHidden={isLabelHidden} />
      ) : (
        <NumberParam field={field} path={path} isLabelHidden={isLabelHidden} />
      );
    case 'code':
      return <TextParam field={field} path={path} isLabelHidden={isLabelHidden} />;
    case 'json':
      return <JsonParam field={field} path={path} isLabelHidden={isLabelHidden} />;
    case 'yes-no':
      return field.templated ? <TemplateParam field={field} path={path} /> : <YesNoParam field={field} path={path} />;
    case 'choice':
      return <ChoiceParam field={field} path={path} isLabelHidden={isLabelHidden} />;
    case 'choices':
      return <ChoicesParam field={field} path={path} />;
    case 'credential':
      return <CredentialParam field={field} path={path} />;
    case 'file':
    case 'folder':
      return <FileParam field={field} path={path} />;
    case 'text-list':
      return <TextListParam field={field} path={path} />;
    case 'list':
      return (
        <ListParam
          field={field}
          path={path}
          renderLine={(line, isHidden) => (
            <FieldSet fields={field.fields} path={line} isLabelHidden={isHidden} isBare />
          )}
        />
      );
    case 'group':
      return <Group field={field} path={path} />;
    case 'rules':
      return <RulesParam field={field} path={path} />;
    case 'table':
      return <TableParam field={field} path={path} />;
    case 'columns':
      return <ColumnsParam field={field} path={path} />;
  }
};

/** A param the way its kind is asked for, at a place that can be found by its path. */
export const ParamView = (props: ParamViewProps): ReactElement => (
  <div data-param={writeParamPath(props.path)} className={styles.param}>
    <Control {...props} />
  </div>
);

/** Shown or not depending on another param; only a change of that param matters. */
const Conditional = ({ field, path, isLabelHidden }: ParamViewProps): ReactElement | null => {
  const { id, description } = useStepForm();
  const holder = path.slice(0, -1);
  const shown = useEditor(({ document }) => {
    const params = document.nodes.find((node) => node.id === id)?.params ?? {};
    return isShown(field, (name) => valueAt(params as never, description.defaults, [...holder, name]));
  });
  return shown ? <ParamView field={field} path={path} isLabelHidden={isLabelHidden} /> : null;
};

interface FieldSetProps {
  fields: readonly FormField[];
  /** Where in the params the fields are. */
  path: ParamPath;
  isLabelHidden?: boolean | undefined;
  /** Without a box of its own, for a line of a list. */
  isBare?: boolean | undefined;
}

/** The fields of one level of a form. */
export const FieldSet = ({
  fields,
  path,
  isLabelHidden,
  isBare = false,
}: FieldSetProps): ReactElement | ReactElement[] => {
  const inside = fields.map((field) => (
    <Conditional key={field.name} field={field} path={[...path, field.name]} isLabelHidden={isLabelHidden} />
  ));
  return isBare ? inside : <div className={styles.fields}>{inside}</div>;
};
