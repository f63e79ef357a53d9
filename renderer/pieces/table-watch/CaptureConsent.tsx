import { type ReactElement, useState } from 'react';
import { useAction, useCall } from '../../client/queries.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from './TableWatch.module.css';

interface CaptureConsentProps {
  file: string;
  table: string;
  isInstalled: boolean;
}

const stale = ['tables.explain', 'capture.plan'] as const;

/** Takes the triggers out of the file again. */
const Installed = ({ file, table }: Omit<CaptureConsentProps, 'isInstalled'>): ReactElement => {
  const remove = useAction('capture.remove', stale);
  return (
    <Banner
      tone="ok"
      title="Changes are being recorded in the file."
      action={
        <Button size="small" isBusy={remove.isPending} onPress={() => remove.mutate({ file, table })}>
          Stop recording
        </Button>
      }
    >
      {remove.error ? remove.error.message : 'Nothing is missed while WhenThen is closed.'}
    </Banner>
  );
};

/** Shows exactly what would be put into the person's file, and puts it in once they agree. */
export const CaptureConsent = ({ file, table, isInstalled }: CaptureConsentProps): ReactElement => {
  const plan = useCall('capture.plan', { file, table }, { enabled: !isInstalled });
  const install = useAction('capture.install', stale);
  const [agrees, setAgrees] = useState(false);
  if (isInstalled) return <Installed file={file} table={table} />;
  if (plan.error) return <p className={styles.problem}>{`${plan.error.message} ${plan.error.fix ?? ''}`}</p>;
  if (!plan.data) return <p className={styles.quiet}>Looking at the table…</p>;
  const { sql, backsUp } = plan.data;
  const begin = (): void =>
    install.mutate(
      { file, table, sql },
      {
        onSuccess: ({ installed, backup }) => {
          setAgrees(false);
          if (!installed) toast({ tone: 'warn', title: 'The table has changed. Look at the text again.' });
          else toast({ tone: 'ok', title: backup ? `Recording. A copy was put at ${backup}` : 'Recording.' });
        },
      },
    );
  return (
    <div className={styles.stack}>
      <p className={styles.quiet}>
        This adds two small tables and four triggers to your file. Every program that writes to {table} then leaves a
        note of what it changed.{' '}
        {backsUp ? 'A copy of the file is made first.' : 'The file is too large to be copied first.'}
      </p>
      <section className={styles.sql} {...{ tabIndex: 0 }} aria-label="What is added to the file">
        {sql}
      </section>
      <CheckboxField label="Add exactly this to my file" isChecked={agrees} onChange={setAgrees} />
      {install.error && <p className={styles.problem}>{`${install.error.message} ${install.error.fix ?? ''}`}</p>}
      <div>
        <Button isDisabled={!agrees} isBusy={install.isPending} onPress={begin}>
          Start recording
        </Button>
      </div>
    </div>
  );
};
