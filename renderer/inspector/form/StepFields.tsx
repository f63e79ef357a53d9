import { ChevronRight } from 'lucide-react';
import { memo, type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { FormField } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import { useSelection } from '../../stores/selection.ts';
import { classes } from '../../ui/classes.ts';
import { ContractFields } from './ContractFields.tsx';
import { FieldSet } from './FieldSet.tsx';
import styles from './Form.module.css';
import { countChanged } from './form-rules.ts';
import { MapFields } from './MapFields.tsx';
import { PasteCurl } from './PasteCurl.tsx';
import { RouteFields } from './RouteFields.tsx';
import { RowValues } from './RowValues.tsx';
import { useParams, useStepForm } from './step-form.ts';
import { TemplateParam } from './TextParam.tsx';

/** Fields that have a better face than the one of their kind. */
const SpecialField = memo(({ field }: { field: FormField }): ReactElement => {
  const { description } = useStepForm();
  const path = useMemo(() => [field.name], [field.name]);
  if (field.kind === 'list' && description.type === 'map') return <MapFields field={field} path={path} />;
  if (field.kind === 'list' && description.type === 'route') return <RouteFields field={field} path={path} />;
  if (field.kind === 'list' && description.type === 'validate') return <ContractFields field={field} path={path} />;
  if (field.kind === 'list' && description.type === 'sqlite-write')
    return <RowValues field={field} path={path} tableParam="table" />;
  if (field.kind === 'list' && description.type === 'table-row')
    return <RowValues field={field} path={path} tableParam="sheet" />;
  if (field.name === 'value' && (description.type === 'route' || description.type === 'validate'))
    return <TemplateParam field={field} path={path} isSingle />;
  return <FieldSet fields={[field]} path={[]} isBare />;
});

const ChangedCount = ({ fields }: { fields: readonly FormField[] }): ReactElement | null => {
  const { description } = useStepForm();
  const changed = countChanged(fields, useParams(), description.defaults);
  return changed > 0 ? <span className={styles.count}>{changed} changed</span> : null;
};

/** The param a problem or an error leads to; of several, or of none in particular, the first with a problem. */
const useWantedParam = (): string | undefined => {
  const { id } = useStepForm();
  const wanted = useSelection(({ wantedParam }) => (wantedParam?.step === id ? wantedParam : null));
  const first = useEditor(
    ({ inspection }) => inspection.problems.find(({ node, param }) => node === id && param)?.param,
  );
  return wanted ? (wanted.param ?? first ?? '') : undefined;
};

/** Brings the focus to a param, or to the nearest thing around it that is on screen; then it is no longer wanted. */
const showParam = (box: HTMLElement, param: string): void => {
  const keys = param.split('.');
  const place = keys
    .map((_, index) => keys.slice(0, keys.length - index).join('.'))
    .map((name) => box.querySelector<HTMLElement>(`[data-param="${CSS.escape(name)}"]`))
    .find((found) => found !== null);
  const control = (place ?? box).querySelector<HTMLElement>('[contenteditable="true"], input, textarea, button');
  control?.scrollIntoView({ block: 'nearest' });
  control?.focus();
  useSelection.setState({ wantedParam: null });
};

/** All fields of a step: what one has to know first, and behind "More options" what is seldom changed. */
export const StepFields = (): ReactElement => {
  const { id, description } = useStepForm();
  const box = useRef<HTMLDivElement>(null);
  const wanted = useWantedParam();
  const [isOpen, setOpen] = useState(false);
  const plain = description.form.filter(({ advanced }) => !advanced);
  const advanced = description.form.filter((field) => field.advanced);
  const isBehind = advanced.some(({ name }) => name === wanted?.split('.')[0]);
  useEffect(() => {
    if (wanted === undefined) return;
    if (isBehind && !isOpen) setOpen(true);
    else if (box.current) showParam(box.current, wanted);
  }, [wanted, isBehind, isOpen]);
  return (
    <div ref={box} className={styles.fields}>
      {description.type === 'http-request' && <PasteCurl />}
      {plain.map((field) => (
        <SpecialField key={`${id} ${field.name}`} field={field} />
      ))}
      {advanced.length > 0 && (
        <>
          <div className={styles.more}>
            <AriaButton
              aria-expanded={isOpen}
              onPress={() => setOpen(!isOpen)}
              className={classes(styles.disclosure, isOpen && styles.disclosed)}
            >
              <ChevronRight size={15} aria-hidden="true" />
              More options
            </AriaButton>
            <ChangedCount fields={advanced} />
          </div>
          {isOpen && <FieldSet fields={advanced} path={[]} />}
        </>
      )}
    </div>
  );
};
