import { type MailPreset, mailPresets } from '../client/mail-presets.ts';

type Security = MailPreset['secure'];

/** What a person typed about a mail server. */
export interface TypedMail {
  preset: string;
  host: string;
  port: string;
  secure: Security;
  user: string;
  password: string;
  /** The name people see beside the sender; may be empty. */
  senderName: string;
  senderAddress: string;
}

export const securities: readonly { id: Security; label: string; hint: string }[] = [
  { id: 'tls', label: 'TLS', hint: 'Protected from the start, usually port 465' },
  { id: 'starttls', label: 'STARTTLS', hint: 'Protected before anything is sent, usually port 587' },
  { id: 'none', label: 'None', hint: 'Only for a server on this computer or your own network' },
];

export const securityLabel = (secure: Security): string => securities.find(({ id }) => id === secure)?.label ?? secure;

export const presetOf = (id: string): MailPreset | undefined => mailPresets.find((one) => one.id === id);

/** Whether the provider says all about its server, so that nothing of it has to be asked. */
export const isKnownServer = (id: string): boolean => (presetOf(id)?.host ?? '') !== '';

/** Whether the user name is the address of the sender. */
const signsInByAddress = (id: string): boolean => presetOf(id)?.user === null;

/** The fields of a provider filled in; what the person typed about themselves stays. */
export const withPreset = (typed: TypedMail, id: string): TypedMail => {
  const preset = presetOf(id);
  if (!preset) return typed;
  return { ...typed, preset: id, host: preset.host, port: String(preset.port), secure: preset.secure };
};

export const noMail: TypedMail = withPreset(
  { preset: '', host: '', port: '', secure: 'tls', user: '', password: '', senderName: '', senderAddress: '' },
  'gmail',
);

export type MailGaps = Partial<Record<keyof TypedMail, string>>;

/** Why it cannot be saved as it stands, by field; empty when it can. */
export const findMailGaps = (typed: TypedMail): MailGaps => {
  const { preset, host, port, user, password, senderName, senderAddress } = typed;
  const gaps: MailGaps = {};
  const signsIn = signsInByAddress(preset) || user.trim() !== '';
  if (!/^[\p{L}\p{N}._:-]+$/u.test(host.trim()))
    gaps.host = 'Type the name of the mail server, such as smtp.example.com.';
  if (!/^\d{1,5}$/.test(port.trim()) || Number(port) < 1 || Number(port) > 65_535)
    gaps.port = 'Type a number, usually 465 or 587.';
  if (signsIn && password === '') gaps.password = 'Paste it here.';
  if (!/^[^\s@<>,;"()]+@[^\s@<>,;"()]+$/.test(senderAddress.trim()))
    gaps.senderAddress = 'Type your address, such as shop@example.com.';
  if (/[<>"()\\,;:@]/.test(senderName)) gaps.senderName = 'Use letters, digits and spaces only.';
  return gaps;
};

/** The one text the engine keeps. */
export const joinMail = (typed: TypedMail): string => {
  const name = typed.senderName.trim();
  const address = typed.senderAddress.trim();
  return JSON.stringify({
    host: typed.host.trim(),
    port: Number(typed.port),
    secure: typed.secure,
    user: signsInByAddress(typed.preset) ? address : typed.user.trim(),
    password: typed.password,
    from: name === '' ? address : `${name} <${address}>`,
  });
};
