import { type ReactElement, useState } from 'react';
import { useAction } from '../client/queries.ts';
import type { CredentialShape } from '../client/types.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './ConnectionsScreen.module.css';

/** Tries a connection with an address the person gives, and says in words how it went. */
export const TestDialog = ({ of: connection, onClose }: { of: CredentialShape; onClose: () => void }): ReactElement => {
  const [host] = connection.hosts.filter((one) => !one.startsWith('*'));
  const [address, setAddress] = useState(host === undefined ? '' : `https://${host}/`);
  const check = useAction('credentials.check', ['credentials.list']);
  const test = (): void => check.mutate({ name: connection.name, address: address.trim() });
  return (
    <Dialog
      title={`Test ${connection.name}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Close</Button>
          <Button kind="primary" isBusy={check.isPending} isDisabled={address.trim() === ''} onPress={test}>
            Test
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextField
          label="Address"
          type="url"
          value={address}
          onChange={setAddress}
          autoFocus
          placeholder="https://api.example.com/me"
          help="One that shows your own account is best. It is asked once and nothing is changed there."
          onKeyDown={(event) => {
            if (event.key === 'Enter' && address.trim() !== '') test();
          }}
        />
        {check.error && (
          <Banner tone="err" title={check.error.message}>
            {check.error.fix}
          </Banner>
        )}
        {check.data && (
          <Banner tone={check.data.ok ? 'ok' : 'warn'} title={check.data.message}>
            {check.data.fix}
          </Banner>
        )}
      </div>
    </Dialog>
  );
};
