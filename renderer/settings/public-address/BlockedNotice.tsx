import { type ReactElement, useState } from 'react';
import { useAction, useCall } from '../../client/queries.ts';
import type { FaultData, PublicAddressStatus } from '../../client/types.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { toast } from '../../ui/toasts.ts';
import own from './PublicAddress.module.css';

const complain = ({ message, fix }: { message: string; fix?: string | undefined }): void => {
  toast({ tone: 'err', title: message, text: fix });
};

const fingerprintOf = ({ data }: FaultData): string | undefined =>
  data !== null && typeof data === 'object' && !Array.isArray(data) && typeof data.fingerprint === 'string'
    ? data.fingerprint
    : undefined;

/** A server nobody has met, or one that shows another key: the person compares and says so. */
const TrustServer = ({ fingerprint, isChanged }: { fingerprint: string; isChanged: boolean }): ReactElement => {
  const [isAsking, setAsking] = useState(false);
  const trust = useAction('publicAddress.trustServer', ['publicAddress.status']);
  return (
    <>
      <p className={own.mono}>{fingerprint}</p>
      <div>
        <Button size="small" onPress={() => setAsking(true)}>
          {isChanged ? 'Trust the new key…' : 'Trust this server…'}
        </Button>
      </div>
      <ConfirmDialog
        title={isChanged ? 'Trust the new key?' : 'Trust this server?'}
        text={
          <>
            Only when your provider shows the same fingerprint: <span className={own.mono}>{fingerprint}</span>
          </>
        }
        confirmLabel="It is the same, trust it"
        tone={isChanged ? 'danger' : undefined}
        isOpen={isAsking}
        isBusy={trust.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => trust.mutate({ fingerprint }, { onError: complain, onSettled: () => setAsking(false) })}
      />
    </>
  );
};

/** A program that is missing and can be fetched: what it is and where it is from, before anything is downloaded. */
const FetchProgram = (): ReactElement | null => {
  const [isAsking, setAsking] = useState(false);
  const { data: offer } = useCall('publicAddress.program', {});
  const fetchIt = useAction('publicAddress.fetchProgram', ['publicAddress.program', 'publicAddress.status']);
  if (!offer) return null;
  return (
    <>
      <div>
        <Button size="small" onPress={() => setAsking(true)}>
          {`Fetch ${offer.name}…`}
        </Button>
      </div>
      <ConfirmDialog
        title={`Fetch ${offer.name}?`}
        text={
          <>
            <p>It is checked when it has come, and thrown away when it is not exactly this one.</p>
            <dl className={own.offer}>
              <dt>Program</dt>
              <dd>{`${offer.name} ${offer.version}`}</dd>
              <dt>Publisher</dt>
              <dd>{offer.publisher}</dd>
              <dt>From</dt>
              <dd>{new URL(offer.url).host}</dd>
              <dt>Size</dt>
              <dd>{`about ${offer.megabytes} MB`}</dd>
              <dt>Checksum</dt>
              <dd className={own.mono}>{offer.sha256}</dd>
            </dl>
          </>
        }
        confirmLabel="Fetch it"
        isOpen={isAsking}
        isBusy={fetchIt.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          fetchIt.mutate({ sha256: offer.sha256 }, { onError: complain, onSettled: () => setAsking(false) })
        }
      />
    </>
  );
};

/** What stands in the way, and the button that helps. */
export const BlockedNotice = ({ status, cause }: { status: PublicAddressStatus; cause: FaultData }): ReactElement => {
  const fingerprint = fingerprintOf(cause);
  return (
    <Banner tone={status.state === 'blocked' ? 'err' : 'warn'} title={cause.message}>
      <div className={own.cause}>
        <p>{cause.fix}</p>
        {fingerprint !== undefined && (
          <TrustServer fingerprint={fingerprint} isChanged={cause.code === 'tunnel.server-changed'} />
        )}
        {cause.code === 'tunnel.program-missing' && <FetchProgram />}
      </div>
    </Banner>
  );
};
