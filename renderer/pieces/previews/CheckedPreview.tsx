import { Check, ClipboardCheck, Minus, TriangleAlert, WandSparkles, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Preview } from '../../client/types.ts';
import { classes } from '../../ui/classes.ts';
import { showValue } from '../values/show-value.ts';
import styles from './Preview.module.css';
import { PreviewFrame } from './PreviewFrame.tsx';

type Checked = Extract<Preview, { kind: 'checked' }>;
type Verdict = Checked['fields'][number]['verdict'];

const marks: Readonly<Record<Verdict, { icon: typeof Check; word: string }>> = {
  ok: { icon: Check, word: 'As expected' },
  absent: { icon: Minus, word: 'Not there, and need not be' },
  warned: { icon: TriangleAlert, word: 'Noted' },
  filled: { icon: WandSparkles, word: 'Default taken' },
  stopped: { icon: X, word: 'Not as expected' },
};

const types: Readonly<Record<string, string>> = {
  text: 'text',
  number: 'number',
  'yes-no': 'yes or no',
  date: 'date',
  list: 'list',
  record: 'record',
};

const notesOf = ({ fields, extra }: Checked): number => fields.filter(({ note }) => note !== '').length + extra.length;

const titleOf = (checked: Checked): string => {
  const { fields } = checked;
  const notes = notesOf(checked);
  if (notes === 0)
    return fields.length === 1 ? 'The field is as expected' : `All ${fields.length} fields are as expected`;
  return notes === 1
    ? '1 thing is not as expected; the flow goes on'
    : `${notes} things are not as expected; the flow goes on`;
};

/** What arrived against what was expected, with a tick for each field. */
export const CheckedPreview = ({ preview }: { preview: Checked }): ReactElement => (
  <PreviewFrame icon={ClipboardCheck} tense="did" isDoubtful={notesOf(preview) > 0} title={titleOf(preview)}>
    <table className={styles.checked}>
      <tbody>
        {preview.fields.map(({ path, expected, value, verdict, note }) => {
          const { icon: Icon, word } = marks[verdict];
          return (
            <tr key={path}>
              <td className={classes(styles.checkedCell, styles.tick, styles[verdict])}>
                <Icon size={16} role="img" aria-label={word} />
              </td>
              <th scope="row" className={classes(styles.checkedCell, styles.checkedName)}>
                {path}
                {types[expected] && <span className={styles.checkedType}>{types[expected]}</span>}
              </th>
              <td className={styles.checkedCell}>
                {note === '' ? (
                  value === null ? (
                    <span className={styles.empty}>empty</span>
                  ) : (
                    showValue(value, 60)
                  )
                ) : (
                  note
                )}
              </td>
            </tr>
          );
        })}
        {preview.extra.map((path) => (
          <tr key={`extra ${path}`}>
            <td className={classes(styles.checkedCell, styles.tick, styles.warned)}>
              <TriangleAlert size={16} role="img" aria-label="Noted" />
            </td>
            <th scope="row" className={classes(styles.checkedCell, styles.checkedName)}>
              {path}
            </th>
            <td className={styles.checkedCell}>This field was not expected.</td>
          </tr>
        ))}
      </tbody>
    </table>
  </PreviewFrame>
);
