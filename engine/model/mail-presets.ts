import type { MailSecurity } from './mail.ts';

/** What a person needs to know to send through a mail provider. Sources: the help pages of each provider. */
export interface MailPreset {
  id: string;
  name: string;
  host: string;
  port: number;
  secure: MailSecurity;
  /** What the user name is; null when it is the address of the sender. */
  user: string | null;
  /** What to enter as the password, and where it is found. */
  password: string;
}

/** Providers in the order they are offered; the last one is for every other. */
export const mailPresets: readonly MailPreset[] = [
  {
    id: 'gmail',
    name: 'Gmail',
    host: 'smtp.gmail.com',
    port: 465,
    secure: 'tls',
    user: null,
    password: 'An app password: Google Account, Security, 2-Step Verification, App passwords.',
  },
  {
    id: 'outlook',
    name: 'Outlook and Microsoft 365',
    host: 'smtp.office365.com',
    port: 587,
    secure: 'starttls',
    user: null,
    password: 'Your password, where your organisation allows SMTP with a password (“Authenticated SMTP”).',
  },
  {
    id: 'icloud',
    name: 'iCloud Mail',
    host: 'smtp.mail.me.com',
    port: 587,
    secure: 'starttls',
    user: null,
    password: 'An app-specific password: account.apple.com, Sign-In and Security.',
  },
  {
    id: 'fastmail',
    name: 'Fastmail',
    host: 'smtp.fastmail.com',
    port: 465,
    secure: 'tls',
    user: null,
    password: 'An app password: Settings, Privacy & Security, Connected apps & API tokens.',
  },
  {
    id: 'mailgun',
    name: 'Mailgun',
    host: 'smtp.mailgun.org',
    port: 587,
    secure: 'starttls',
    user: 'The SMTP login of your domain, such as postmaster@mg.example.com',
    password: 'The SMTP password of that login: Sending, Domain settings, SMTP credentials.',
  },
  {
    id: 'other',
    name: 'Another mail server',
    host: '',
    port: 465,
    secure: 'tls',
    user: 'What your provider calls the user name, often your whole e-mail address',
    password: 'The password of that mailbox.',
  },
];
