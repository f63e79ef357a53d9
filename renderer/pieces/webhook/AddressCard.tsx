import { RefreshCw } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { useCall } from '../../client/queries.ts';
import { useEditor } from '../../stores/editor.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { HookAddress } from '../public-address/HookAddress.tsx';
import { ago } from '../samples/ago.ts';
import { useDeliveries } from '../samples/deliveries.ts';
import { asText, setHookParam, useHookParams, useProvider } from './use-hook-params.ts';
import styles from './Webhook.module.css';

/** 128 random bits: nobody can guess the address. */
const randomPath = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A webhook gets its address the first time its set-up is opened, and keeps it. */
export const useAddress = (node: string): string | undefined => {
  const path = asText(useHookParams(node).path);
  const exists = useEditor((state) => state.document.nodes.some(({ id }) => id === node));
  const { data: app } = useCall('app.info', {});
  useEffect(() => {
    if (exists && path === '') setHookParam('Give the webhook an address', node, ['path'], randomPath());
  }, [exists, path, node]);
  return app?.hooksUrl && path !== '' ? `${app.hooksUrl}/hooks/${path}` : undefined;
};

/** Where services send to. */
export const AddressCard = ({ node }: { node: string }): ReactElement => {
  const { data: app } = useCall('app.info', {});
  const address = useAddress(node);
  const { provider } = useProvider(node);
  const last = useDeliveries(node, 1)[0];
  const flow = useEditor((state) => state.flowId);
  const [isAsking, setAsking] = useState(false);
  const who = provider?.name ?? 'Whoever sends to it';
  return (
    <section className={styles.card} aria-label="Address">
      {app && !app.hooksUrl && <p>Nothing can arrive: the webhook port is closed. Start WhenThen again.</p>}
      {address !== undefined && (
        <CopyField
          label="Address on this computer"
          value={address}
          help="For programs on this computer, and for trying things."
        />
      )}
      {flow !== null && <HookAddress flow={flow} node={node} />}
      <div>
        <Button size="small" kind="quiet" icon={RefreshCw} onPress={() => setAsking(true)}>
          New address…
        </Button>
      </div>
      <ConfirmDialog
        title="Make a new address?"
        text={
          <>
            {who} can't reach this flow any more until you paste the new address there.
            {last && ` The last delivery came ${ago(Date.parse(last.receivedAt), Date.now())}.`}
          </>
        }
        confirmLabel="Make new address"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setHookParam('Make a new address', node, ['path'], randomPath());
          setAsking(false);
        }}
      />
    </section>
  );
};
