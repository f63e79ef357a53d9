import { Check, CircleCheck, PackageOpen, Plug } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Starter } from '../client/types.ts';
import { FlowPicture } from '../pieces/flow-picture/FlowPicture.tsx';
import { startFromTemplate } from '../pieces/start-flow/use-start-flow.ts';
import { GrantText } from '../pieces/turn-on/GrantText.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './TemplatesScreen.module.css';
import { bulletsOf } from './template-words.ts';

/** What a template does, drawn and in words, with what using it allows. */
export const TemplateDetail = ({ starter, onClose }: { starter: Starter; onClose: () => void }): ReactElement => {
  const { document, inspection, needs, missingCredentials } = starter;
  const [isMaking, setMaking] = useState(false);
  const use = async (): Promise<void> => {
    setMaking(true);
    await startFromTemplate(starter);
    setMaking(false);
  };
  return (
    <Dialog
      title={document.name}
      isOpen
      onClose={onClose}
      size="large"
      actions={
        <>
          <Button onPress={onClose}>Close</Button>
          <Button kind="primary" isBusy={isMaking} onPress={() => void use()}>
            Use this template
          </Button>
        </>
      }
    >
      <div className={styles.picture}>
        <FlowPicture document={document} inspection={inspection} label={`${document.name}, drawn`} />
      </div>
      <div className={styles.details}>
        <section>
          <h3 className={styles.partTitle}>What it does</h3>
          <ul className={styles.points}>
            {bulletsOf(document.description).map((bullet) => (
              <li key={bullet}>
                <Check size={14} aria-hidden="true" />
                <span>{bullet}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3 className={styles.partTitle}>Comes with these samples</h3>
          <ul className={styles.points}>
            {document.samples.map(({ id, name }) => (
              <li key={id}>
                <PackageOpen size={14} aria-hidden="true" />
                <span>{name || id}</span>
              </li>
            ))}
          </ul>
          <h3 className={styles.partTitle}>
            {needs.grants.length === 0 ? 'It touches nothing on this computer' : 'Using it allows it to'}
          </h3>
          <ul className={styles.points}>
            {needs.grants.map((grant) => (
              <li key={`${grant.kind} ${grant.target}`}>
                <CircleCheck size={14} aria-hidden="true" />
                <GrantText grant={grant} />
              </li>
            ))}
          </ul>
          {missingCredentials.length > 0 && (
            <>
              <h3 className={styles.partTitle}>Before you turn it on</h3>
              <ul className={styles.points}>
                {missingCredentials.map((name) => (
                  <li key={name}>
                    <Plug size={14} aria-hidden="true" />
                    <span>Add the connection “{name}”. You can test the flow without it.</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      </div>
    </Dialog>
  );
};
