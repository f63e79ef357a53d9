import { TableRowsSplit } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Preview } from '../../client/types.ts';
import { Cell } from './Cell.tsx';
import { numbered, scrollable } from './numbered.ts';
import styles from './Preview.module.css';
import { PreviewFrame, type Tense } from './PreviewFrame.tsx';
import { columnsOf, matchedBy, type RowChange, rowChanges } from './row-changes.ts';
import { rowSentence } from './row-words.ts';

const words = { added: 'New', changed: 'Changed', same: 'Same', deleted: 'Deleted' } as const;

const Row = ({ change, columns }: { change: RowChange; columns: readonly string[] }): ReactElement => (
  <tr className={styles[change.kind]}>
    <th scope="row">{words[change.kind]}</th>
    {columns.map((name) => (
      <td key={name} className={change.columns.has(name) ? styles.differs : undefined}>
        {change.columns.has(name) && (
          <del>
            <Cell value={change.before?.[name]} />
          </del>
        )}
        {change.kind === 'deleted' ? (
          <del>
            <Cell value={change.before?.[name]} />
          </del>
        ) : (
          <Cell value={change.after?.[name]} />
        )}
      </td>
    ))}
  </tr>
);

/** Rows of a table: new ones green, changed cells with the old value struck, deleted rows struck as a whole. */
export const RowPreview = ({
  preview,
  tense,
}: {
  preview: Extract<Preview, { kind: 'row' }>;
  tense: Tense;
}): ReactElement => {
  const changes = rowChanges(preview);
  const columns = columnsOf(preview);
  const keys = matchedBy(preview);
  return (
    <PreviewFrame icon={TableRowsSplit} tense={tense} title={rowSentence(preview, changes, keys, tense)}>
      {changes.length > 0 && (
        <div {...scrollable(`Rows of ${preview.table}`)} className={styles.scroll}>
          <table className={styles.grid}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="only-read-aloud">What happens</span>
                </th>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {numbered(changes).map(({ key, item }) => (
                <Row key={key} change={item} columns={columns} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className={styles.meta} title={preview.file}>
        {preview.file}
      </p>
    </PreviewFrame>
  );
};
