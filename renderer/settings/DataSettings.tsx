import { type ReactElement, useState } from 'react';
import { useAction, useCall } from '../client/queries.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { toast } from '../ui/toasts.ts';
import { BackupCard } from './BackupCard.tsx';
import { sayBytes } from './bytes.ts';
import styles from './SettingsScreen.module.css';

const number = new Intl.NumberFormat('en');

const DemoShop = ({ path, isThere }: { path: string; isThere: boolean }): ReactElement => {
  const [isAsking, setAsking] = useState(false);
  const reset = useAction('demo.reset', ['app.storage', 'databases.tables', 'databases.rows']);
  const make = useAction('demo.ensure', ['app.storage']);
  const onError = ({ message, fix }: { message: string; fix?: string }): void => {
    toast({ tone: 'err', title: message, text: fix });
  };
  return (
    <section className={styles.card}>
      <h2 className={styles.title}>Demo shop</h2>
      <p className="type-summary">A small database of invented orders and customers to try flows on.</p>
      {isThere && <CopyField label="File" value={path} />}
      <div>
        {isThere ? (
          <Button onPress={() => setAsking(true)}>Reset demo shop…</Button>
        ) : (
          <Button isBusy={make.isPending} onPress={() => make.mutate({}, { onError })}>
            Make the demo shop
          </Button>
        )}
      </div>
      <ConfirmDialog
        title="Reset the demo shop?"
        text="It becomes what it was at first. Orders you added and tables your flows made in it are lost."
        confirmLabel="Reset demo shop"
        tone="danger"
        isOpen={isAsking}
        isBusy={reset.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          reset.mutate(
            {},
            {
              onSuccess: () => toast({ tone: 'ok', title: 'The demo shop is as new' }),
              onError,
              onSettled: () => setAsking(false),
            },
          )
        }
      />
    </section>
  );
};

/** What is kept, for how long, and how much room it takes. */
export const DataSettings = (): ReactElement => {
  const { data: storage } = useCall('app.storage', {});
  if (!storage) return <Skeleton lines={6} />;
  const { retention, databases, demoShop } = storage;
  return (
    <>
      <section className={styles.card}>
        <h2 className={styles.title}>What is kept</h2>
        <dl className={styles.facts}>
          <dt>Runs and what started them</dt>
          <dd>{`${retention.days} days, at most ${number.format(retention.runsPerFlow)} per flow`}</dd>
          <dt>Failed runs nobody has seen to</dt>
          <dd>{`${retention.attentionDays} days`}</dd>
          <dt>Deliveries that were turned away</dt>
          <dd>{`the last ${number.format(retention.rejected)}`}</dd>
          <dt>Deleted flows</dt>
          <dd>{`${retention.binDays} days`}</dd>
        </dl>
      </section>
      <section className={styles.card}>
        <h2 className={styles.title}>Room on this computer</h2>
        <dl className={styles.facts}>
          {databases.map(({ name, holds, bytes }) => (
            <div key={name} className={styles.fact}>
              <dt>{`${holds} (${name})`}</dt>
              <dd>{sayBytes(bytes)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <BackupCard />
      <DemoShop path={demoShop.path} isThere={demoShop.isThere} />
    </>
  );
};
