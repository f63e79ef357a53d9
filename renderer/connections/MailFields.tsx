import type { ReactElement } from 'react';
import { mailPresets } from '../client/mail-presets.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './ConnectionsScreen.module.css';
import {
  isKnownServer,
  type MailGaps,
  presetOf,
  securities,
  securityLabel,
  type TypedMail,
  withPreset,
} from './mail-settings.ts';

interface MailFieldsProps {
  typed: TypedMail;
  gaps: MailGaps;
  onChange: (typed: TypedMail) => void;
}

const providers = mailPresets.map(({ id, name }) => ({ id, label: name }));

/** What a mail server needs to know; choosing a provider fills in most of it. */
export const MailFields = ({ typed, gaps, onChange }: MailFieldsProps): ReactElement => {
  const preset = presetOf(typed.preset);
  const isKnown = isKnownServer(typed.preset);
  const field = (name: keyof TypedMail, label: string) => ({
    label,
    value: typed[name],
    error: gaps[name],
    onChange: (value: string) => onChange({ ...typed, [name]: value }),
  });
  return (
    <>
      <SelectField
        label="Provider"
        value={typed.preset}
        options={providers}
        onChange={(id) => onChange(withPreset(typed, id))}
      />
      <TextField {...field('senderAddress', 'Your address')} type="email" placeholder="shop@example.com" />
      <TextField {...field('senderName', 'Your name')} isRequired={false} placeholder="Demo shop" />
      {preset?.user && (
        <TextField {...field('user', 'User name')} isRequired={false} help={preset.user} autoComplete="off" />
      )}
      <TextField
        {...field('password', 'Password')}
        type="password"
        isRequired={isKnown ? undefined : false}
        help={preset?.password}
        autoComplete="new-password"
      />
      {isKnown ? (
        <p className={styles.facts}>
          Sends through {typed.host}, port {typed.port}, protected by {securityLabel(typed.secure)}.
        </p>
      ) : (
        <>
          <TextField {...field('host', 'Mail server')} placeholder="smtp.example.com" />
          <TextField {...field('port', 'Port')} />
          <SelectField
            label="Protection"
            value={typed.secure}
            options={securities}
            onChange={(id) => onChange({ ...typed, secure: securities.find((one) => one.id === id)?.id ?? 'tls' })}
          />
        </>
      )}
    </>
  );
};
