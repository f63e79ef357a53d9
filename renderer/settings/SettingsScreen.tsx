import type { ReactElement } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { Tabs } from '../ui/Tabs.tsx';
import { About } from './About.tsx';
import { DataSettings } from './DataSettings.tsx';
import { General } from './General.tsx';
import { Keyboard } from './Keyboard.tsx';
import { PublicAddress } from './public-address/PublicAddress.tsx';
import styles from './SettingsScreen.module.css';

const sections = [
  { id: 'general', label: 'General' },
  { id: 'public-address', label: 'Public address' },
  { id: 'data', label: 'Data' },
  { id: 'keyboard', label: 'Keyboard' },
  { id: 'about', label: 'About' },
] as const;

/** Settings of the app; `section` is the tab that is open. */
export const SettingsScreen = ({ section }: { section: string | undefined }): ReactElement => {
  const selected = sections.find(({ id }) => id === section)?.id ?? 'general';
  return (
    <div className={styles.screen}>
      <h1 className="type-screen">Settings</h1>
      <Tabs label="Settings" tabs={sections} selected={selected} onSelect={(id) => navigate(`/settings/${id}`)}>
        <div className={styles.panel}>
          {selected === 'general' && <General />}
          {selected === 'public-address' && <PublicAddress />}
          {selected === 'data' && <DataSettings />}
          {selected === 'keyboard' && <Keyboard />}
          {selected === 'about' && <About />}
        </div>
      </Tabs>
    </div>
  );
};
