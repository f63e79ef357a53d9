import { ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './FileChooser.module.css';
import { crumbsOf } from './paths.ts';

/** More folders than this are too long for one line; those in the middle are left out. */
const maxShown = 4;

/** The way to a folder; each part leads there. */
export const Crumbs = ({ folder, onGo }: { folder: string; onGo: (folder: string) => void }): ReactElement => {
  const crumbs = folder === '' ? [] : crumbsOf(folder);
  const shown = crumbs.length > maxShown ? crumbs.slice(-maxShown) : crumbs;
  return (
    <nav aria-label="Way to this folder" className={styles.crumbs}>
      {shown.length < crumbs.length && <span className={styles.more}>…</span>}
      {shown.map(({ name, path }, index) => (
        <span key={path} className={styles.step}>
          {index > 0 && <ChevronRight size={13} aria-hidden="true" />}
          <button
            type="button"
            className={styles.crumb}
            title={path}
            aria-current={path === folder ? 'location' : undefined}
            onClick={() => onGo(path)}
          >
            <bdi>{name}</bdi>
          </button>
        </span>
      ))}
    </nav>
  );
};
