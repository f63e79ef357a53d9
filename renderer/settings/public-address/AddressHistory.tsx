import type { ReactElement } from 'react';
import type { PublicAddressStatus } from '../../client/types.ts';
import { sayOutage } from '../../pieces/public-address/address-words.ts';
import { When } from '../../pieces/time/When.tsx';
import { Banner } from '../../ui/Banner.tsx';
import styles from '../SettingsScreen.module.css';
import own from './PublicAddress.module.css';

const most = 8;

const words: Record<PublicAddressStatus['history'][number]['what'], string> = {
  on: 'On',
  off: 'Turned off',
  dropped: 'Dropped',
  changed: 'New address',
  blocked: "Couldn't connect",
};

/** What became of the address lately, and when nothing could arrive. */
export const AddressHistory = ({ status }: { status: PublicAddressStatus }): ReactElement | null => {
  const { history, outages, state } = status;
  if (history.length === 0) return null;
  return (
    <section className={styles.card} aria-label="What happened">
      <h2 className={styles.title}>What happened</h2>
      {state !== 'off' &&
        outages.slice(0, 3).map((outage) => (
          <Banner
            key={outage.from}
            tone="info"
            action={
              <a className="link" href="#/inbox">
                See what senders retried
              </a>
            }
          >
            {sayOutage(outage)}
          </Banner>
        ))}
      <ul className={own.history}>
        {history.slice(0, most).map(({ at, what, words: more }) => (
          <li key={`${at} ${what}`}>
            <span className={own.when}>
              <When at={at} />
            </span>
            <span className={own.what}>{words[what]}</span>
            <span className={own.more}>{more}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
