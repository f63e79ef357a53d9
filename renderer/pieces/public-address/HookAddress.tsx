import type { ReactElement } from 'react';
import { useCall } from '../../client/queries.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Pill } from '../../ui/Pill.tsx';
import { publicUrl, sayState } from './address-words.ts';
import { OpenSwitch } from './OpenSwitch.tsx';
import styles from './PublicAddress.module.css';

/** Whether the internet reaches one webhook, and at which address. Nothing until the webhook is saved. */
export const HookAddress = ({ flow, node }: { flow: string; node: string }): ReactElement | null => {
  const { data: status } = useCall('publicAddress.status', {});
  const { data: hooks } = useCall('publicAddress.hooks', {});
  const hook = hooks?.find((other) => other.flowId === flow && other.node === node);
  if (!status || !hook) return null;
  const url = publicUrl(status, hook);
  const { tone, icon, label } = sayState(status);
  return (
    <div className={styles.hook}>
      <div className={styles.hookRow}>
        <OpenSwitch hook={hook} label="Open to the internet" />
        <div className={styles.grow}>
          <p className={styles.name}>Open to the internet</p>
          <p className={styles.quiet}>
            {hook.isOpen
              ? 'Whoever has the address can send to this step, and see nothing.'
              : 'Only this computer can reach this step.'}
          </p>
        </div>
        <a href="#/settings/public-address" className={styles.pillLink} aria-label={`Public address: ${label}. Set up`}>
          <Pill tone={tone} icon={icon} size="small">
            {label}
          </Pill>
        </a>
      </div>
      {hook.isOpen && url !== null && (
        <CopyField
          label="Public address"
          value={url}
          help={status.state === 'temporary' ? 'This address changes when it restarts.' : undefined}
        />
      )}
      {hook.isOpen && url === null && (
        <p className={styles.quiet}>
          {status.state === 'off' ? 'The public address is off. ' : 'There is no public address right now. '}
          <a className="link" href="#/settings/public-address">
            {status.state === 'off' ? 'Turn it on' : 'See why'}
          </a>
        </p>
      )}
    </div>
  );
};
