import type { ReactElement } from 'react';
import type { JsonRecord } from '../../client/types.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { asText, setHookParam } from './use-hook-params.ts';
import styles from './Webhook.module.css';

const kinds = [
  { id: 'none', label: 'No check' },
  { id: 'hmac', label: 'It signs what it sends', hint: 'HMAC, the most common way' },
  { id: 'header-secret', label: 'It sends a secret word in a header' },
  { id: 'basic', label: 'It signs in with user name and password' },
  { id: 'standard-webhooks', label: 'Standard Webhooks', hint: 'Svix, Clerk, Resend and others' },
];

const algorithms = [
  { id: 'sha256', label: 'SHA-256' },
  { id: 'sha512', label: 'SHA-512' },
  { id: 'sha1', label: 'SHA-1' },
];

const encodings = [
  { id: 'hex', label: 'Hex' },
  { id: 'base64', label: 'Base64' },
];

/** What a kind needs before anything else is known. */
const startOf: Record<string, JsonRecord> = {
  hmac: { header: 'X-Signature' },
  'header-secret': { header: 'X-Webhook-Secret' },
};

interface VerifyKindProps {
  node: string;
  verify: JsonRecord;
}

const OwnSignature = ({ node, verify }: VerifyKindProps): ReactElement => {
  const set = (name: string, value: string): void =>
    setHookParam('Change the signature check', node, ['verify', name], value === '' ? undefined : value);
  const text = (name: string, label: string, help?: string, placeholder?: string): ReactElement => (
    <TextField
      label={label}
      help={help}
      placeholder={placeholder}
      value={asText(verify[name])}
      onChange={(value) => set(name, value)}
    />
  );
  return (
    <div className={styles.pair}>
      <SelectField
        label="Algorithm"
        value={asText(verify.algorithm) || 'sha256'}
        options={algorithms}
        onChange={(id) => set('algorithm', id)}
      />
      <SelectField
        label="Written as"
        value={asText(verify.encoding) || 'hex'}
        options={encodings}
        onChange={(id) => set('encoding', id)}
      />
      {text('prefix', 'Text before it', undefined, 'sha256=')}
      {text(
        'signed',
        'Signed text',
        '{body}, {timestamp} and {id} stand for what was sent and the headers named here.',
        '{body}',
      )}
      {text('timestampHeader', 'Header of the time')}
      {text('idHeader', 'Header of the id', 'Used to recognise repeats.')}
    </div>
  );
};

/** The check for a sender that is not in the gallery. */
export const VerifyKind = ({ node, verify }: VerifyKindProps): ReactElement => {
  const kind = asText(verify.kind) || 'none';
  return (
    <>
      <SelectField
        label="How does the sender prove who it is?"
        value={kind}
        options={kinds}
        onChange={(id) => setHookParam('Change the signature check', node, ['verify'], { kind: id, ...startOf[id] })}
      />
      {(kind === 'hmac' || kind === 'header-secret') && (
        <TextField
          label="Header"
          value={asText(verify.header)}
          onChange={(value) => setHookParam('Change the signature check', node, ['verify', 'header'], value)}
        />
      )}
      {kind === 'hmac' && <OwnSignature node={node} verify={verify} />}
    </>
  );
};
