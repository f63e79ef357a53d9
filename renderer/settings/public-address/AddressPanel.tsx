import type { ReactElement } from 'react';
import { useAction } from '../../client/queries.ts';
import type { PublicAddressStatus } from '../../client/types.ts';
import { sayMore, sayState } from '../../pieces/public-address/address-words.ts';
import { When } from '../../pieces/time/When.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { Pill } from '../../ui/Pill.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from '../SettingsScreen.module.css';
import { BlockedNotice } from './BlockedNotice.tsx';
import own from './PublicAddress.module.css';
import { TodoList } from './TodoList.tsx';

const complain = ({ message, fix }: { message: string; fix?: string | undefined }): void => {
  toast({ tone: 'err', title: message, text: fix });
};

const Facts = ({ status }: { status: PublicAddressStatus }): ReactElement => (
  <dl className={styles.facts}>
    {status.since !== null && (
      <>
        <dt>Since</dt>
        <dd>
          <When at={status.since} />
        </dd>
      </>
    )}
    <dt>Deliveries today</dt>
    <dd>{status.deliveriesToday}</dd>
    {status.latencyMs !== null && (
      <>
        <dt>An answer takes</dt>
        <dd>{`${status.latencyMs} ms`}</dd>
      </>
    )}
  </dl>
);

const Actions = ({ status }: { status: PublicAddressStatus }): ReactElement => {
  const turnOn = useAction('publicAddress.turnOn', ['publicAddress.status']);
  const turnOff = useAction('publicAddress.turnOff', ['publicAddress.status']);
  const tryNow = useAction('publicAddress.tryNow', ['publicAddress.status']);
  const test = useAction('publicAddress.test', ['publicAddress.status']);
  const isUp = status.state === 'on' || status.state === 'temporary' || status.state === 'changed';
  return (
    <div className={own.actions}>
      {status.state === 'off' && status.settings !== null && (
        <Button kind="primary" isBusy={turnOn.isPending} onPress={() => turnOn.mutate({}, { onError: complain })}>
          Turn on
        </Button>
      )}
      {(status.state === 'reconnecting' || status.state === 'blocked') && (
        <Button isBusy={tryNow.isPending} onPress={() => tryNow.mutate({}, { onError: complain })}>
          {status.state === 'blocked' ? 'Try again' : 'Retry now'}
        </Button>
      )}
      {isUp && (
        <Button
          isBusy={test.isPending}
          onPress={() =>
            test.mutate(
              {},
              {
                onSuccess: ({ latencyMs }) =>
                  toast({
                    tone: 'ok',
                    title: `It works: an answer took ${latencyMs} ms`,
                    text: 'Asked from outside. Nothing but webhooks answered.',
                  }),
                onError: complain,
              },
            )
          }
        >
          Test it
        </Button>
      )}
      {status.state !== 'off' && (
        <Button isBusy={turnOff.isPending} onPress={() => turnOff.mutate({}, { onError: complain })}>
          {status.state === 'starting' ? 'Cancel' : 'Turn off'}
        </Button>
      )}
    </div>
  );
};

/** What the public address is doing, and what can be done about it. */
export const AddressPanel = ({ status }: { status: PublicAddressStatus }): ReactElement => {
  const { tone, icon, label } = sayState(status);
  const isUp = status.state === 'on' || status.state === 'temporary' || status.state === 'changed';
  return (
    <section className={styles.card} aria-label="Public address">
      <div className={styles.line}>
        <h2 className={styles.title}>Public address</h2>
        <span role="status">
          <Pill tone={tone} icon={icon}>
            {label}
          </Pill>
        </span>
      </div>
      <p className="type-summary">
        {status.state === 'off' && status.settings === null
          ? 'Only this computer can reach your webhooks. Choose a way below to let the internet in.'
          : sayMore(status)}
      </p>
      {status.state === 'changed' && <TodoList status={status} />}
      {status.cause !== null && <BlockedNotice status={status} cause={status.cause} />}
      {isUp && status.address !== null && <CopyField label="Address" value={status.address} />}
      {isUp && <Facts status={status} />}
      {(status.state !== 'off' || status.settings !== null) && <Actions status={status} />}
      <p className={own.promise}>
        People with an address can send data to that one step. They can't see your flows or files.
      </p>
    </section>
  );
};
