import { personFault } from '../../model/fault.ts';
import type {
  AddressField,
  AttachmentDraft,
  Mail,
  MailAddress,
  MailAttachment,
  MailDraft,
  SmtpSettings,
} from '../../model/mail.ts';
import { plainLine } from '../../model/plain-line.ts';
import { type FieldName, headerText, readAddresses } from './addresses.ts';

/** What composing needs to know of the computer. */
export interface ComposePolicy {
  /** The settings of a connection by name; throws `credential.*` faults. */
  openConnection: (name: string) => SmtpSettings;
  /** The content of a file of the person; null when this flow was not allowed to read it yet. Throws `file.*` faults. */
  readFile: (path: string) => Promise<{ name: string; content: Uint8Array | null }>;
}

/** Who mails in the Practice outbox come from; nobody can answer them. */
const practiceSender: MailAddress = { name: 'Practice outbox', address: 'practice@example.com' };

const maxRecipients = 50;
/** A line of a mail has at most 998 characters (RFC 5322 section 2.1.1), and nobody reads more of a subject. */
const maxSubject = 500;
/** What the large providers take, before it grows by a third on the way. */
const maxBytes = 18 * 1024 * 1024;

const senderOf = (from: string): MailAddress => {
  const field: AddressField = { value: from, typedSeparators: null };
  const [sender, ...more] = readAddresses('From', field);
  if (sender && more.length === 0) return sender;
  throw personFault('mail.bad-address', 'The sender of this e-mail connection is not one e-mail address.', {
    fix: 'Correct "From" in the connection.',
    data: { field: 'From' },
  });
};

/** A file name that is only a name, wherever it came from. */
const attachmentName = (name: string): string =>
  plainLine(name)
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 150) || 'attachment';

const readAttachment = async (draft: AttachmentDraft, policy: ComposePolicy): Promise<MailAttachment> => {
  if ('file' in draft) {
    const { name, content } = await policy.readFile(draft.file);
    return { name: attachmentName(name), content };
  }
  return { name: attachmentName(draft.name), content: new TextEncoder().encode(draft.content) };
};

const checkSize = (mail: Mail): void => {
  const texts = new TextEncoder().encode(mail.text + mail.html).length;
  const bytes = mail.attachments.reduce((sum, { content }) => sum + (content?.byteLength ?? 0), texts);
  if (bytes > maxBytes)
    throw personFault('mail.too-large', `This e-mail has ${Math.ceil(bytes / 1024 / 1024)} MB; 18 MB may be sent.`, {
      fix: 'Attach less, or send a link to the file instead.',
    });
};

/** Makes a draft into the mail that is sent, or says what is wrong with it. */
export const composeMail = async (draft: MailDraft, policy: ComposePolicy): Promise<Mail> => {
  const read = (field: FieldName, value: AddressField): MailAddress[] => readAddresses(field, value);
  const from = draft.connection === '' ? practiceSender : senderOf(policy.openConnection(draft.connection).from);
  const mail: Mail = {
    connection: draft.connection,
    from,
    to: read('To', draft.to),
    cc: read('Cc', draft.cc),
    bcc: read('Bcc', draft.bcc),
    replyTo: read('Reply to', draft.replyTo),
    subject: headerText(draft.subject).slice(0, maxSubject).toWellFormed(),
    text: draft.text.toWellFormed(),
    html: draft.html.toWellFormed(),
    attachments: await Promise.all(draft.attachments.map((attachment) => readAttachment(attachment, policy))),
  };
  const recipients = mail.to.length + mail.cc.length + mail.bcc.length;
  if (recipients > maxRecipients)
    throw personFault(
      'mail.too-many',
      `This e-mail goes to ${recipients} addresses; at most ${maxRecipients} may be.`,
      {
        fix: 'Send to fewer people at a time, or use a mailing service for newsletters.',
      },
    );
  checkSize(mail);
  return mail;
};
