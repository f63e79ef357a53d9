import MailComposer from 'nodemailer/lib/mail-composer';
import { personFault } from '../../model/fault.ts';
import type { Mail } from '../../model/mail.ts';

/** A mail as it goes over the wire. */
export interface Message {
  messageId: string;
  envelope: { from: string; to: string[] };
  bytes: Buffer;
}

const bare = ({ name, address }: { name: string; address: string }) => ({ name, address });

/**
 * Writes a mail down (RFC 5322, MIME). Every value goes to its own place: addresses as name and address, contents as bytes;
 * nothing of a mail may make the library read a file or an address.
 */
export const writeMessage = async (mail: Mail, idempotencyKey: string, nowMs: number): Promise<Message> => {
  const messageId = `<${idempotencyKey}@${mail.from.address.slice(mail.from.address.lastIndexOf('@') + 1)}>`;
  const attachments = mail.attachments.map(({ name, content }) => {
    if (content === null)
      throw personFault('grant.missing', `This flow is not allowed to read the file ${name}.`, {
        fix: 'Allow it in the flow.',
      });
    return { filename: name, content: Buffer.from(content) };
  });
  const composer = new MailComposer({
    from: bare(mail.from),
    to: mail.to.map(bare),
    cc: mail.cc.map(bare),
    replyTo: mail.replyTo.map(bare),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== '' && { html: mail.html }),
    attachments,
    messageId,
    date: new Date(nowMs),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address);
  return {
    messageId,
    envelope: { from: mail.from.address, to: [...new Set(recipients)] },
    bytes: await composer.compile().build(),
  };
};
