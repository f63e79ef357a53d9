import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactElement } from 'react';
import type { PublicAddressStatus, PublicHook } from '../../client/types.ts';
import { publicUrl } from '../../pieces/public-address/address-words.ts';
import { OpenSwitch } from '../../pieces/public-address/OpenSwitch.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import styles from '../SettingsScreen.module.css';
import own from './PublicAddress.module.css';

const Row = ({ hook, status }: { hook: PublicHook; status: PublicAddressStatus }): ReactElement => {
  const url = publicUrl(status, hook);
  const Shield = hook.isChecked ? ShieldCheck : ShieldAlert;
  return (
    <li className={own.row}>
      <OpenSwitch hook={hook} label={`${hook.flow}, ${hook.label}: open to the internet`} />
      <div className={own.words}>
        <p className={own.name}>
          <a className="link" href={`#/flows/${hook.flowId}`}>
            <bdi>{hook.flow}</bdi>
          </a>
          {` · ${hook.label}`}
        </p>
        <p className={own.check} data-unchecked={!hook.isChecked || undefined}>
          <Shield size={13} aria-hidden="true" />
          {hook.isChecked ? `Checks that ${hook.sender ?? 'the sender'} really sent it` : 'Checks nobody'}
        </p>
      </div>
      {hook.isOpen && url !== null && <CopyButton text={url} label="Copy address" />}
    </li>
  );
};

/** Which webhooks the internet may reach; each is opened by itself. */
export const OpenHooks = ({
  hooks,
  status,
}: {
  hooks: readonly PublicHook[];
  status: PublicAddressStatus;
}): ReactElement => (
  <section className={styles.card} aria-label="Open webhooks">
    <h2 className={styles.title}>Webhooks open to the internet</h2>
    {hooks.length === 0 ? (
      <p className="type-summary">No flow has a webhook yet. Each one is opened here, or where it is set up.</p>
    ) : (
      <ul className={own.rows}>
        {hooks.map((hook) => (
          <Row key={`${hook.flowId} ${hook.node}`} hook={hook} status={status} />
        ))}
      </ul>
    )}
  </section>
);
