import type { ReactElement } from 'react';
import type { JsonValue, TemplatePath } from '../client/types.ts';
import { labelKey } from '../pieces/values/label.ts';
import { showValue } from '../pieces/values/show-value.ts';
import { typeIcons, typeOfValue } from '../pieces/values/value-type.ts';
import type { Difference } from './compare-values.ts';
import styles from './Run.module.css';

/** The last two names of a path, enough to know a field by. */
const fieldName = (path: TemplatePath): string => {
  const names = path.filter((key) => !['body', 'data', 'object', 'steps'].includes(String(key)));
  const shown = (names.length === 0 ? path : names).slice(-2).map(labelKey);
  return shown.join(' › ') || 'The whole';
};

const Cell = ({ value }: { value: JsonValue | undefined }): ReactElement =>
  typeOfValue(value) === 'empty' ? (
    <span className={styles.empty}>{value === undefined ? 'not there' : 'empty'}</span>
  ) : (
    <span dir="auto">{showValue(value)}</span>
  );

interface DifferenceTableProps {
  differences: readonly Difference[];
  /** What the two sides are called, the older first. */
  names: readonly [string, string];
  label: string;
  isQuiet?: boolean;
}

/** Fields with their two values side by side. */
export const DifferenceTable = ({ differences, names, label, isQuiet = false }: DifferenceTableProps): ReactElement => (
  <table aria-label={label} className={styles.compare} data-quiet={isQuiet || undefined}>
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">{names[0]}</th>
        <th scope="col">{names[1]}</th>
      </tr>
    </thead>
    <tbody>
      {differences.map(({ path, before, after }) => {
        const Icon = typeIcons[typeOfValue(after === undefined || after === null ? before : after)];
        return (
          <tr key={JSON.stringify(path)}>
            <th scope="row" title={path.join('.')}>
              <Icon size={14} aria-hidden="true" className={styles.typeIcon} />
              {fieldName(path)}
            </th>
            <td>
              <Cell value={before} />
            </td>
            <td>
              <Cell value={after} />
            </td>
          </tr>
        );
      })}
    </tbody>
  </table>
);
