import { type ReactElement, useState } from 'react';
import { useAction } from '../client/queries.ts';
import { FileChooser } from '../pieces/files/FileChooser.tsx';
import { Button } from '../ui/Button.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { toast } from '../ui/toasts.ts';
import { sayBytes } from './bytes.ts';
import styles from './SettingsScreen.module.css';

/** Copies everything WhenThen keeps to a place of the person's, while flows go on. */
export const BackupCard = (): ReactElement => {
  const [isChoosing, setChoosing] = useState(false);
  const backup = useAction('app.backup', []);
  const make = (folder: string): void =>
    backup.mutate(
      { folder },
      {
        onSuccess: ({ bytes }) => toast({ tone: 'ok', title: 'Backup made and checked', text: sayBytes(bytes) }),
        onError: ({ message, fix }) => toast({ tone: 'err', title: message, text: fix }),
      },
    );
  return (
    <section aria-labelledby="backup" className={styles.card}>
      <h2 id="backup" className={styles.title}>
        Backup
      </h2>
      <p className="type-summary">
        A copy of your flows, what arrived, runs and connections; flows go on meanwhile. It holds the key of your
        passwords, so keep it where only you can read it. <code>whenthen restore</code> puts it back.
      </p>
      {backup.data && <CopyField label="The last one is in" value={backup.data.folder} />}
      <div>
        <Button isBusy={backup.isPending} onPress={() => setChoosing(true)}>
          Back up now…
        </Button>
      </div>
      <FileChooser
        isOpen={isChoosing}
        title="Where should the backup go?"
        kind="folder"
        onChoose={make}
        onClose={() => setChoosing(false)}
      />
    </section>
  );
};
