import type { ReactElement } from 'react';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { type OauthGaps, places, type TypedOauth } from './oauth-settings.ts';

interface OauthFieldsProps {
  typed: TypedOauth;
  gaps: OauthGaps;
  onChange: (typed: TypedOauth) => void;
}

/** What a sign-in without a person needs to know; the token itself is fetched and renewed by WhenThen. */
export const OauthFields = ({ typed, gaps, onChange }: OauthFieldsProps): ReactElement => {
  const field = (name: Exclude<keyof TypedOauth, 'auth'>, label: string) => ({
    label,
    value: typed[name],
    error: gaps[name],
    onChange: (value: string) => onChange({ ...typed, [name]: value }),
  });
  return (
    <>
      <TextField
        {...field('tokenUrl', 'Address for tokens')}
        type="url"
        placeholder="https://login.example.com/oauth/token"
        help="The documentation of the service names it, under “client credentials”."
      />
      <TextField {...field('clientId', 'Client ID')} />
      <TextField
        {...field('clientSecret', 'Client secret')}
        type="password"
        autoComplete="new-password"
        help="It is locked away on this computer and never shown again."
      />
      <TextField
        {...field('scope', 'Scopes')}
        isRequired={false}
        placeholder="orders.read orders.write"
        help="What the token may do, with spaces between. Only if the service asks for it."
      />
      <SelectField
        label="Send ID and secret"
        value={typed.auth}
        options={places}
        onChange={(id) => onChange({ ...typed, auth: id === 'body' ? 'body' : 'header' })}
      />
    </>
  );
};
