import { ChevronRight } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useAction, useCall } from '../../client/queries.ts';
import type { PublicAddressSettings } from '../../client/types.ts';
import { Button } from '../../ui/Button.tsx';
import { RadioGroupField } from '../../ui/RadioGroupField.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from '../SettingsScreen.module.css';
import own from './PublicAddress.module.css';
import { WayFields } from './WayFields.tsx';
import { draftOf, type Gaps, readDraft, secretNames, ways } from './ways.ts';

const [recommended] = ways;

/** Chooses how the internet reaches this computer: one way is recommended, the others are a press away. */
export const WayChooser = ({ settings }: { settings: PublicAddressSettings | null }): ReactElement => {
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [gaps, setGaps] = useState<Gaps>({});
  const [showsAll, setShowsAll] = useState(false);
  const { data: credentials = [] } = useCall('credentials.list', {});
  const choose = useAction('publicAddress.choose', ['publicAddress.status', 'publicAddress.program']);
  const turnOn = useAction('publicAddress.turnOn', ['publicAddress.status']);
  const keepSecret = useAction('credentials.set', ['credentials.list']);
  const secretName = secretNames[draft.provider];
  const hasSecret = credentials.some(({ name }) => name === secretName);

  const save = async (): Promise<void> => {
    const read = readDraft(draft, hasSecret);
    setGaps(read.gaps ?? {});
    if (read.settings === null) return;
    try {
      if (secretName !== undefined && draft.secret.trim() !== '')
        await keepSecret.mutateAsync({ name: secretName, kind: 'secret', value: draft.secret });
      await choose.mutateAsync({ settings: read.settings });
      setDraft({ ...draft, secret: '' });
      if (settings === null) await turnOn.mutateAsync({});
      else toast({ tone: 'ok', title: 'Saved' });
    } catch (thrown) {
      const { message, fix } = thrown as { message: string; fix?: string };
      toast({ tone: 'err', title: message, text: fix });
    }
  };

  return (
    <section className={styles.card} aria-label="How it is reached">
      <h2 className={styles.title}>How this computer is reached</h2>
      <form
        className={own.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <RadioGroupField
          label="Way to a public address"
          isLabelHidden
          value={draft.provider}
          options={ways
            .filter(({ id }) => showsAll || id === (settings?.provider ?? recommended?.id))
            .map((way) =>
              way.id === recommended?.id ? { ...way, label: `${way.label} – recommended to start` } : way,
            )}
          onChange={(provider) => {
            setDraft({ ...draft, provider, secret: '' });
            setGaps({});
          }}
        />
        {!showsAll && (
          <div className={own.other}>
            <Button size="small" kind="quiet" icon={ChevronRight} onPress={() => setShowsAll(true)}>
              Other ways
            </Button>
          </div>
        )}
        <WayFields draft={draft} gaps={gaps} hasSecret={hasSecret} onChange={setDraft} />
        <div>
          <Button
            type="submit"
            kind={settings === null ? 'primary' : 'plain'}
            isBusy={choose.isPending || keepSecret.isPending || turnOn.isPending}
          >
            {settings === null ? 'Turn on' : 'Use this way'}
          </Button>
        </div>
      </form>
    </section>
  );
};
