import { Clock, House, Store } from 'lucide-react';
import type { ReactElement } from 'react';
import { useCall } from '../../client/queries.ts';
import styles from './FileChooser.module.css';
import { nameOf } from './paths.ts';
import { useRecentPlaces } from './recent-places.ts';

interface PlacesProps {
  filesFolder: string | undefined;
  current: string;
  onGo: (folder: string) => void;
}

/** Where to begin: the app's own files with the demo shop, the person's folder, and where they chose lately. */
export const Places = ({ filesFolder, current, onGo }: PlacesProps): ReactElement => {
  const { data: home } = useCall('files.browse', {});
  const recent = useRecentPlaces((store) => store.folders);
  const fixed = [
    { path: filesFolder, name: 'WhenThen files', hint: 'with the demo shop', icon: Store },
    { path: home?.folder, name: 'Your folder', hint: home ? nameOf(home.folder) : '', icon: House },
  ];
  const lately = recent
    .filter((path) => !fixed.some((place) => place.path === path))
    .map((path) => ({ path, name: nameOf(path), hint: path, icon: Clock }));
  return (
    <nav aria-label="Places" className={styles.places}>
      {[...fixed, ...lately].map(({ path, name, hint, icon: Icon }) =>
        path === undefined ? null : (
          <button
            key={path}
            type="button"
            className={styles.place}
            aria-current={path === current ? 'location' : undefined}
            title={path}
            onClick={() => onGo(path)}
          >
            <Icon size={15} aria-hidden="true" />
            <span className={styles.words}>
              <bdi className={styles.placeName}>{name}</bdi>
              <bdi className={styles.hint}>{hint}</bdi>
            </span>
          </button>
        ),
      )}
    </nav>
  );
};
