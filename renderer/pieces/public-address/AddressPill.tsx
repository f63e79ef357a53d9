import type { ReactElement } from 'react';
import { useCall } from '../../client/queries.ts';
import { Pill } from '../../ui/Pill.tsx';
import { sayInFrame, sayState } from './address-words.ts';
import styles from './PublicAddress.module.css';

/** Whether the internet reaches this computer, from every screen; leads to where it is set up. */
export const AddressPill = (): ReactElement | null => {
  const { data: app } = useCall('app.info', {});
  const { data: status } = useCall('publicAddress.status', {});
  if (!app?.capabilities.hooks || !status) return null;
  const { tone, icon } = sayState(status);
  return (
    <a href="#/settings/public-address" className={styles.pillLink}>
      <Pill tone={tone} icon={icon}>
        {sayInFrame(status)}
      </Pill>
    </a>
  );
};
