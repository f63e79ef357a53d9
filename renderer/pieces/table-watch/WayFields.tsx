import type { ReactElement } from 'react';
import type { ChosenWay, TableShape } from '../../client/types.ts';
import { Banner } from '../../ui/Banner.tsx';
import { ComboField } from '../../ui/ComboField.tsx';
import { RadioGroupField } from '../../ui/RadioGroupField.tsx';
import { CaptureConsent } from './CaptureConsent.tsx';
import styles from './TableWatch.module.css';
import type { TableParams } from './table-params.ts';

interface WayFieldsProps {
  params: TableParams;
  shape: TableShape;
  chosen: ChosenWay;
  set: (name: keyof TableParams, value: string | undefined) => void;
}

const options: readonly { id: TableParams['detect']; label: string; help: string }[] = [
  { id: 'auto', label: 'Choose for me', help: 'The gentlest way that notices what you asked for.' },
  { id: 'cursor', label: 'By a column that goes up', help: 'Finds new rows, of any number. Only reads the file.' },
  {
    id: 'compare',
    label: 'By comparing all rows',
    help: 'Finds every change, up to 50,000 rows. Only reads the file.',
  },
  { id: 'capture', label: 'By a record kept in the file', help: 'Misses nothing. Adds triggers to the file.' },
];

/** How changes are noticed: chosen by the app, or by the person, with the reason and what it takes. */
export const WayFields = ({ params, shape, chosen, set }: WayFieldsProps): ReactElement => (
  <>
    <RadioGroupField
      label="How changes are noticed"
      isLabelHidden
      value={params.detect}
      options={options}
      onChange={(detect) => set('detect', detect === 'auto' ? undefined : detect)}
    />
    {(params.detect === 'cursor' || params.cursorColumn !== '') && (
      <ComboField
        label="Column that goes up"
        value={params.cursorColumn}
        allowsCustom
        placeholder={shape.integerKey ?? 'Choose a column'}
        options={shape.columns.map(({ name, type }) => ({ id: name, label: name, hint: type }))}
        help="A time that every change sets also finds changed rows."
        onChange={(column) => set('cursorColumn', column === '' ? undefined : column)}
      />
    )}
    {params.detect === 'capture' ? (
      <CaptureConsent file={params.file} table={shape.table} isInstalled={shape.captured?.intact ?? false} />
    ) : chosen.way === null ? (
      <Banner tone="warn" title={chosen.reason}>
        {chosen.fix}
      </Banner>
    ) : (
      <p className={styles.reason}>{chosen.reason}</p>
    )}
  </>
);
