import type { ReactElement } from 'react';
import { useCall } from '../client/queries.ts';
import { CopyField } from '../ui/CopyField.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { type ThemeChoice, useTheme } from '../ui/theme.ts';
import { DesktopSettings } from './DesktopSettings.tsx';
import styles from './SettingsScreen.module.css';

const themes: readonly { id: ThemeChoice; label: string }[] = [
  { id: 'system', label: 'As the computer' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
];

/** How the app looks, and where it is. */
export const General = (): ReactElement => {
  const { choice, choose } = useTheme();
  const { data: info } = useCall('app.info', {});
  return (
    <>
      <section className={styles.card}>
        <h2 className={styles.title}>Look</h2>
        <div className={styles.line}>
          <span>Colours</span>
          <Segmented label="Colours" value={choice} options={themes} onChange={choose} />
        </div>
      </section>
      <DesktopSettings />
      <section className={styles.card}>
        <h2 className={styles.title}>This WhenThen</h2>
        {!info && <Skeleton lines={3} />}
        {info && (
          <>
            <CopyField
              label="Data folder"
              value={info.dataDir}
              help="Flows, runs and connections are in here. Copy the whole folder to keep a backup."
            />
            <CopyField
              label="Folder for files of flows"
              value={info.filesFolder}
              help="A file named without a folder in a step is kept here."
            />
            {info.hooksUrl !== null && (
              <CopyField
                label="Webhook address"
                value={`${info.hooksUrl}/hooks/`}
                help="Addresses of webhooks begin with this."
              />
            )}
            <div className={styles.line}>
              <span>Version</span>
              <span className="numbers">{info.version}</span>
            </div>
          </>
        )}
      </section>
    </>
  );
};
