import type { ReactElement } from 'react';
import { useAction, useCall } from '../client/queries.ts';
import type { InputOf, OutputOf } from '../client/types.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './SettingsScreen.module.css';

type Settings = OutputOf<'desktop.settings'>;
type Change = (change: InputOf<'desktop.change'>) => void;

const closings: readonly { id: Settings['whenClosed']; label: string }[] = [
  { id: 'ask', label: 'Ask' },
  { id: 'keep', label: 'Keep them running' },
  { id: 'quit', label: 'Quit' },
];

const Update = ({ update }: Pick<Settings, 'update'>): ReactElement => {
  const restart = useAction('desktop.restartToUpdate');
  const words = {
    none: update.why ?? '',
    current: 'This is the newest version.',
    looking: 'Looking for a newer version…',
    ready: `Version ${update.version ?? ''} is ready. Runs in progress end in good order first.`,
    failed: `The last look for a newer version went wrong. ${update.why ?? ''}`,
  }[update.state];
  return (
    <div className={styles.line}>
      <span>{words}</span>
      {update.state === 'ready' && (
        <Button kind="primary" isBusy={restart.isPending} onPress={() => restart.mutate({})}>
          Restart to update
        </Button>
      )}
    </div>
  );
};

const Lines = ({ settings, change }: { settings: Settings; change: Change }): ReactElement => (
  <>
    {settings.startAtLogin !== null && (
      <div className={styles.line}>
        <span>Start when I log in</span>
        <Switch
          label="Start when I log in"
          isOn={settings.startAtLogin !== 'off'}
          onChange={(startAtLogin) => change({ startAtLogin })}
        />
      </div>
    )}
    {settings.startAtLogin === 'needs-approval' && (
      <p className="type-meta">This computer still asks you: open its settings for login items and allow WhenThen.</p>
    )}
    <div className={styles.line}>
      <span>Closing the window while flows are on</span>
      <Segmented
        label="Closing the window while flows are on"
        value={settings.whenClosed}
        options={closings}
        onChange={(whenClosed) => change({ whenClosed })}
      />
    </div>
    <div className={styles.line}>
      <span>Tell me on the desktop when runs fail</span>
      <Switch
        label="Tell me on the desktop when runs fail"
        isOn={settings.tellFailures}
        onChange={(tellFailures) => change({ tellFailures })}
      />
    </div>
    <div className={styles.line}>
      <span>
        {settings.key.keptBy === null
          ? `Passwords are locked with a key file in the data folder. ${settings.key.why ?? ''}`
          : `Passwords are locked with ${settings.key.keptBy}; a copy of the data folder cannot open them elsewhere.`}
      </span>
    </div>
    <Update update={settings.update} />
  </>
);

/** What the desktop around this window can do; not shown in a browser. */
export const DesktopSettings = (): ReactElement | null => {
  const { data: info } = useCall('app.info', {});
  const isDesktop = info?.capabilities.desktop ?? false;
  const { data: settings } = useCall('desktop.settings', {}, { enabled: isDesktop });
  const change = useAction('desktop.change', ['desktop.settings']);
  if (!isDesktop || !settings) return null;
  return (
    <section className={styles.card}>
      <h2 className={styles.title}>On this computer</h2>
      {change.error && (
        <Banner tone="err" title={change.error.message}>
          {change.error.fix}
        </Banner>
      )}
      <Lines settings={settings} change={(next) => change.mutate(next)} />
    </section>
  );
};
