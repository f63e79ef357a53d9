import { CircleCheck, CircleDot, type LucideIcon, Puzzle } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ImportedNode, ImportOutcome, ImportReport as Report } from '../client/types.ts';
import styles from './ImportReport.module.css';
import { shortType, sortImported } from './import-words.ts';

const icons: Readonly<Record<ImportOutcome, LucideIcon>> = {
  placeholder: Puzzle,
  approximated: CircleDot,
  translated: CircleCheck,
};

const Step = ({ node: { name, from, differences } }: { node: ImportedNode }): ReactElement => (
  <li className={styles.step}>
    <span>
      <b className={styles.name}>
        <bdi>{name}</bdi>
      </b>{' '}
      <span className={styles.type}>{shortType(from)}</span>
    </span>
    {differences.map((difference) => (
      <span key={difference} className={styles.difference}>
        {difference}
      </span>
    ))}
  </li>
);

/** What became of each step of a file that another program made, what asks for work first. */
export const ImportReport = ({ report }: { report: Report }): ReactElement => (
  <>
    {sortImported(report).map(({ outcome, title, nodes }) => {
      const Icon = icons[outcome];
      return (
        <section key={outcome} aria-label={title} className={styles.came}>
          <h3 className={styles.title}>
            <Icon size={16} aria-hidden="true" className={styles[outcome]} />
            {title}
          </h3>
          {outcome === 'translated' ? (
            <p className={styles.names}>{nodes.map(({ name }) => name).join(', ')}</p>
          ) : (
            <ul className={styles.steps}>
              {nodes.map((node) => (
                <Step key={node.name} node={node} />
              ))}
            </ul>
          )}
        </section>
      );
    })}
    {report.notes.length > 0 && (
      <section aria-label="Good to know" className={styles.came}>
        <h3 className={styles.title}>Good to know</h3>
        <ul className={styles.steps}>
          {report.notes.map((note) => (
            <li key={note} className={styles.difference}>
              {note}
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
);
