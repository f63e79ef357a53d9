import type { ReactElement } from 'react';
import { numbered } from './numbered.ts';
import styles from './Preview.module.css';

interface NameValuesProps {
  label: string;
  rows: readonly { name: string; value: string; note?: string }[];
}

/** Names and their values, one below the other. */
export const NameValues = ({ label, rows }: NameValuesProps): ReactElement => (
  <table aria-label={label} className={styles.pairs}>
    <tbody>
      {numbered(rows).map(({ key, item: { name, value, note } }) => (
        <tr key={key}>
          <th scope="row">{name}</th>
          <td dir="auto">
            {value}
            {note !== undefined && <small>{note}</small>}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
