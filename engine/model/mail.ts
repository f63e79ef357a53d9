import { z } from 'zod';
import { personFault } from './fault.ts';
import type { Preview } from './preview.ts';

/** How the connection to a mail server is protected: from the start, after asking for it, or not at all. */
export const mailSecuritySchema = z.enum(['tls', 'starttls', 'none']);
export type MailSecurity = z.infer<typeof mailSecuritySchema>;

/** The value of a credential of the kind `smtp`, stored as JSON. An empty user means that the server asks for none. */
export const smtpSettingsSchema = z.strictObject({
  host: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}._:-]+$/u, 'The name of the mail server may hold letters, digits, "." and "-" only')
    .max(253),
  port: z.int().min(1).max(65_535),
  secure: mailSecuritySchema,
  user: z
    .string()
    .regex(/^[^\r\n\0]*$/)
    .max(320)
    .default(''),
  password: z
    .string()
    .regex(/^[^\r\n\0]*$/)
    .max(4096)
    .default(''),
  from: z
    .string()
    .trim()
    .regex(/^[^\r\n\0]*[^\s@]@[^\s@]+$/, 'The sender is an address such as shop@example.com')
    .max(400),
});
export type SmtpSettings = z.infer<typeof smtpSettingsSchema>;

const words: Record<string, string> = {
  host: 'the name of the mail server',
  port: 'the port, a number such as 465 or 587',
  secure: 'how the connection is protected: tls, starttls or none',
  user: 'the user name',
  password: 'the password',
  from: 'the sender, an address such as shop@example.com',
};

/** The settings in the text of an `smtp` credential. Throws `credential.bad-value`; no message holds a value. */
export const readSmtpSettings = (value: string): SmtpSettings => {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    throw personFault('credential.bad-value', 'An e-mail connection is written as JSON.', {
      fix: 'Give host, port, secure, user, password and from.',
    });
  }
  const parsed = smtpSettingsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? '');
  throw personFault('credential.bad-value', 'This e-mail connection is not complete.', {
    fix: words[name] === undefined ? 'Give host, port, secure, user, password and from.' : `Check ${words[name]}.`,
  });
};

/** One person a mail goes to or comes from. `name` may be empty. */
export interface MailAddress {
  name: string;
  address: string;
}

/**
 * One field of addresses with its values filled in. `typedSeparators` is how many commas and semicolons the person typed
 * themselves, or null when nothing in it comes from data: data never adds a recipient to those the person laid out.
 */
export interface AddressField {
  value: string | null | readonly (string | null)[];
  typedSeparators: number | null;
}

/** A text under a file name, or a file of the person. */
export type AttachmentDraft = { name: string; content: string } | { file: string };

/** A mail as a step wants it, before anything about it was checked. */
export interface MailDraft {
  /** Name of the credential; empty = the Practice outbox. */
  connection: string;
  to: AddressField;
  cc: AddressField;
  bcc: AddressField;
  replyTo: AddressField;
  subject: string;
  text: string;
  /** Empty = none. */
  html: string;
  attachments: readonly AttachmentDraft[];
}

export interface MailAttachment {
  name: string;
  /** Null when it is a file this flow may not read yet; such a mail can be shown but not sent. */
  content: Uint8Array | null;
}

/** A mail that was checked; exactly this is sent. */
export interface Mail {
  connection: string;
  from: MailAddress;
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  replyTo: MailAddress[];
  subject: string;
  text: string;
  html: string;
  attachments: MailAttachment[];
}

/** What became of a mail. */
export interface MailReceipt {
  /** With angle brackets, as it stands in the header. */
  messageId: string;
  accepted: string[];
  rejected: string[];
}

/** `Ana Duarte <ana@example.com>`, or the address alone. */
export const writeAddress = ({ name, address }: MailAddress): string =>
  name === '' ? address : `${name} <${address}>`;

/** A mail as it is shown to the person. */
export const previewOfMail = (mail: Mail): Extract<Preview, { kind: 'email' }> => ({
  kind: 'email',
  from: writeAddress(mail.from),
  to: mail.to.map(writeAddress),
  cc: mail.cc.map(writeAddress),
  bcc: mail.bcc.map(writeAddress),
  replyTo: mail.replyTo.map(writeAddress).join(', '),
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  attachments: mail.attachments.map(({ name, content }) => ({ name, bytes: content?.byteLength ?? null })),
  practice: mail.connection === '',
});
