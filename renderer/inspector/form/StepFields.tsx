import { ChevronRight } from 'lucide-react';
import { memo, type ReactElement, useEffect, useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { FormField } from '../../client/types.ts';
import { useSelection } from '../../stores/selection.ts';
import { classes } from '../../ui/classes.ts';
import { FieldSet } from './FieldSet.tsx';
import styles from './Form.module.css';
import { countChanged } from './form-rules.ts';
import { MapFields } from './MapFields.tsx';
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
  if (field.kind === 'list' && description.type === 'sqlite-write') return <RowValues field={field} path={path} />;
  if (field.name === 'value' && description.type === 'route')
    return <TemplateParam field={field} path={path} isSingle />;
  return <FieldSet fields={[field]} path={[]} isBare />;
});

const ChangedCount = ({ fields }: { fields: readonly FormField[] }): ReactElement | null => {
  const { description } = useStepForm();
  const changed = countChanged(fields, useParams(), description.defaults);
  return changed > 0 ? <span className={styles.count}>{changed} changed</span> : null;
};

/** All fields of a step: what one has to know first, and behind "More options" what is seldom changed. */
export const StepFields = (): ReactElement => {
  const { id, description } = useStepForm();
  const wanted = useSelection(({ wantedParam }) => wantedParam?.param?.split('.')[0]);
  const [isOpen, setOpen] = useState(false);
  const plain = description.form.filter(({ advanced }) => !advanced);
  const advanced = description.form.filter((field) => field.advanced);
  const isWanted = advanced.some(({ name }) => name === wanted);
  useEffect(() => {
    if (isWanted) setOpen(true);
  }, [isWanted]);
  return (
    <div className={styles.fields}>
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
