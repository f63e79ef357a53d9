import { type ReactElement, useEffect, useState } from 'react';
import { call } from '../../client/connection.ts';
import { useAction, useCall } from '../../client/queries.ts';
import type { CredentialShape, JsonRecord, SignatureTrial } from '../../client/types.ts';
import { useEditor } from '../../stores/editor.ts';
import { Banner, type MessageTone } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toasts.ts';
import type { Provider } from './provider-choice.ts';
import { asRecord, asText, setHookParam, useHookParams, useProvider } from './use-hook-params.ts';
import { VerifyKind } from './VerifyKind.tsx';
import styles from './Webhook.module.css';

const tones: Record<SignatureTrial['outcome'], MessageTone> = {
  matches: 'ok',
  'wrong-kind': 'err',
  'wrong-secret': 'err',
  'mixed-up': 'err',
  clock: 'warn',
  'body-changed': 'err',
  unsigned: 'warn',
  'no-delivery': 'info',
  'no-check': 'warn',
  'not-set-up': 'warn',
};

const Verdict = ({ trial }: { trial: SignatureTrial }): ReactElement => (
  <div aria-live="polite">
    <Banner tone={tones[trial.outcome]} title={trial.message}>
      {trial.fix}
    </Banner>
  </div>
);

const tryAfterMs = 150;

/** How a typed secret fits what arrived last; undefined while nothing is typed. */
const useTrial = (node: string, verify: JsonRecord, secret: string): SignatureTrial | undefined => {
  const flow = useEditor((state) => state.flowId);
  const [trial, setTrial] = useState<SignatureTrial>();
  const settings = JSON.stringify(verify);
  useEffect(() => {
    setTrial(undefined);
    if (flow === null || secret.trim() === '') return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const found = await call('hooks.trySignature', {
        flow,
        node,
        verify: JSON.parse(settings),
        secret: secret.trim(),
      }).catch(() => undefined);
      if (isCurrent) setTrial(found);
    }, tryAfterMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [flow, node, settings, secret]);
  return trial;
};

const freeName = (wanted: string, taken: readonly CredentialShape[]): string => {
  const names = new Set(taken.map(({ name }) => name));
  if (!names.has(wanted)) return wanted;
  let number = 2;
  while (names.has(`${wanted} ${number}`)) number += 1;
  return `${wanted} ${number}`;
};

interface NewSecretProps {
  node: string;
  verify: JsonRecord;
  provider: Provider | undefined;
  taken: readonly CredentialShape[];
  onDone: () => void;
}

/** A secret goes in once and is never shown again; it is tried while it is pasted. */
const NewSecret = ({ node, verify, provider, taken, onDone }: NewSecretProps): ReactElement => {
  const [secret, setSecret] = useState('');
  const trial = useTrial(node, verify, secret);
  const save = useAction('credentials.set', ['credentials.list', 'hooks.trySignature']);
  const keep = async (): Promise<void> => {
    const name = freeName(`${provider?.name ?? 'Webhook'} signing secret`, taken);
    try {
      await save.mutateAsync({ name, kind: 'secret', value: secret.trim() });
    } catch (thrown) {
      toast({ tone: 'err', title: (thrown as Error).message });
      return;
    }
    setHookParam('Use the signing secret', node, ['verify', 'credential'], name);
    setSecret('');
    onDone();
  };
  const where = provider ? `from ${provider.name}` : 'from the service';
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        if (trial && trial.outcome !== 'wrong-kind') void keep();
      }}
    >
      <TextField
        label={verify.kind === 'basic' ? 'User name and password, with : between' : `Paste the signing secret ${where}`}
        help={provider && provider.secretHint !== '' ? `How to tell it: ${provider.secretHint}.` : undefined}
        type="password"
        isMono
        value={secret}
        onChange={setSecret}
      />
      {trial && <Verdict trial={trial} />}
      <div className={styles.buttons}>
        <Button
          type="submit"
          kind="primary"
          size="small"
          isBusy={save.isPending}
          isDisabled={!trial || trial.outcome === 'wrong-kind'}
        >
          Save secret
        </Button>
        {taken.length > 0 && (
          <Button size="small" kind="quiet" onPress={onDone}>
            Choose a saved one
          </Button>
        )}
      </div>
    </form>
  );
};

const another = 'paste another';

const SavedSecret = ({
  node,
  verify,
  saved,
  onPaste,
}: {
  node: string;
  verify: JsonRecord;
  saved: readonly CredentialShape[];
  onPaste: () => void;
}): ReactElement => {
  const flow = useEditor((state) => state.flowId);
  const isSaved = useEditor((state) => state.save === 'saved');
  const credential = asText(verify.credential);
  const isChosen = credential !== '';
  const { data: trial } = useCall(
    'hooks.trySignature',
    { flow: flow ?? '', node, verify },
    {
      enabled: flow !== null && isSaved && isChosen,
      keepPrevious: true,
    },
  );
  const isMissing = isChosen && !saved.some(({ name }) => name === credential);
  return (
    <div className={styles.stack}>
      <SelectField
        label="Signing secret"
        value={credential}
        placeholder="Choose a connection…"
        options={[
          ...saved.map(({ name }) => ({ id: name, label: name })),
          ...(isMissing ? [{ id: credential, label: credential, hint: 'Not on this computer' }] : []),
          { id: another, label: 'Paste a new secret…' },
        ]}
        onChange={(id) =>
          id === another ? onPaste() : setHookParam('Choose the signing secret', node, ['verify', 'credential'], id)
        }
      />
      {isChosen && trial && <Verdict trial={trial} />}
    </div>
  );
};

/** How the sender proves that a delivery is its own. */
export const SignatureField = ({ node }: { node: string }): ReactElement => {
  const { provider } = useProvider(node);
  const verify = asRecord(useHookParams(node).verify);
  const { data: credentials = [] } = useCall('credentials.list', {});
  const saved = credentials.filter(({ kind }) => kind === 'secret' || kind === 'basic');
  const [mode, setMode] = useState<'paste' | 'choose' | null>(null);
  const credential = asText(verify.credential);
  const isPasting = mode === 'paste' || (mode === null && credential === '');
  const isChecked = (verify.kind ?? 'none') !== 'none';
  return (
    <section aria-label="Signature check" className={styles.stack}>
      <h3 className={styles.heading}>Signature check</h3>
      {!provider && <VerifyKind node={node} verify={verify} />}
      {!isChecked && (
        <Banner tone="warn" title="Nothing is checked.">
          Anyone who knows the address can start this flow.{' '}
          {provider && `${provider.name} does not sign what it sends.`}
        </Banner>
      )}
      {isChecked && isPasting && (
        <NewSecret node={node} verify={verify} provider={provider} taken={saved} onDone={() => setMode('choose')} />
      )}
      {isChecked && !isPasting && (
        <SavedSecret node={node} verify={verify} saved={saved} onPaste={() => setMode('paste')} />
      )}
    </section>
  );
};
