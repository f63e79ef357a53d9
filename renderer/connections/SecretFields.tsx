import type { ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { judgePasted, kindLabel, type SecretKind, type TypedSecret } from './secret-kinds.ts';

interface SecretFieldsProps {
  typed: TypedSecret;
  gaps: { name?: string; value?: string };
  onChange: (secret: { name: string; value: string }) => void;
  onKind: (kind: SecretKind) => void;
  /** Whether the first of these fields takes the focus. */
  isFirst: boolean;
}

const names: Partial<Record<SecretKind, string>> = { basic: 'User', header: 'Name of the header' };
const values: Partial<Record<SecretKind, string>> = {
  secret: 'Signing secret',
  bearer: 'Token',
  basic: 'Password',
  header: 'Value',
};

/** Where the secret itself is typed or pasted; what looks like another kind is said at once. */
export const SecretFields = ({ typed, gaps, onChange, onKind, isFirst }: SecretFieldsProps): ReactElement => {
  const { kind, name, value } = typed;
  const nameLabel = names[kind];
  const doubt = judgePasted(kind, value);
  const { better } = doubt ?? {};
  return (
    <>
      {nameLabel !== undefined && (
        <TextField
          label={nameLabel}
          value={name}
          onChange={(next) => onChange({ name: next, value })}
          autoFocus={isFirst}
          placeholder={kind === 'header' ? 'X-Api-Key' : undefined}
          error={gaps.name}
        />
      )}
      <TextField
        label={values[kind] ?? 'Secret'}
        type="password"
        value={value}
        onChange={(next) => onChange({ name, value: next })}
        autoFocus={isFirst && nameLabel === undefined}
        autoComplete="new-password"
        isRequired={kind === 'basic' ? false : undefined}
        error={gaps.value}
        warning={
          doubt && (
            <>
              {doubt.message}{' '}
              {better !== undefined && better !== kind && (
                <Button size="small" onPress={() => onKind(better)}>
                  {`Save it as ${kindLabel(better).toLowerCase()}`}
                </Button>
              )}
            </>
          )
        }
        help="It is locked away on this computer and never shown again."
      />
    </>
  );
};
