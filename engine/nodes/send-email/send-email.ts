import { z } from 'zod';
import { credentialNameSchema } from '../../model/credential.ts';
import { personFault } from '../../model/fault.ts';
import type { JsonValue } from '../../model/json.ts';
import { type AttachmentDraft, type Mail, type MailDraft, previewOfMail } from '../../model/mail.ts';
import type { Resolved } from '../../model/template.ts';
import { defineStep, outPort, type ParamProblem, type StepContext } from '../define.ts';
import { fileGrants } from '../grant-target.ts';
import { text } from '../params.ts';
import { showValue } from '../show-value.ts';
import { form } from './form.ts';
import { type FieldPlan, fillField, planField, recipients } from './recipients.ts';

const params = z.strictObject({
  connection: z
    .union([z.literal(''), credentialNameSchema])
    .default('')
    .describe('Name of an e-mail connection; empty = the Practice outbox'),
  to: recipients(),
  cc: recipients(),
  bcc: recipients(),
  replyTo: recipients(),
  subject: text().default(''),
  text: text().default(''),
  html: text().default(''),
  attachments: z
    .array(z.strictObject({ file: text().default(''), name: text().default(''), content: text().default('') }))
    .default([])
    .describe('Each is a file, or a text under a file name'),
});

type Filled = Resolved<z.output<typeof params>>;
const fields = ['to', 'cc', 'bcc', 'replyTo'] as const;

const attachmentOf = ({ file, name, content }: Filled['attachments'][number]): AttachmentDraft =>
  file === '' ? { name, content } : { file };

const draftOf = (filled: Filled, prepared: JsonValue): MailDraft => {
  const plans = prepared as unknown as Record<(typeof fields)[number], FieldPlan>;
  const { connection, subject, html, attachments } = filled;
  return {
    connection,
    to: fillField(filled.to, plans.to),
    cc: fillField(filled.cc, plans.cc),
    bcc: fillField(filled.bcc, plans.bcc),
    replyTo: fillField(filled.replyTo, plans.replyTo),
    subject,
    text: filled.text,
    html,
    attachments: attachments.map(attachmentOf),
  };
};

const compose = async (filled: Filled, { mail, prepared }: StepContext): Promise<Mail> => {
  const composed = await mail.compose(draftOf(filled, prepared));
  if (composed.to.length > 0) return composed;
  const { source } = (prepared as unknown as { to: FieldPlan }).to;
  throw personFault(
    'mail.no-address',
    source === ''
      ? 'This e-mail had no address to send to.'
      : `This e-mail had no address to send to: ${source} was empty this time.`,
    { fix: 'Say what to do when it is empty, or correct the data and replay it.', data: { field: 'To' } },
  );
};

const everyone = ({ to, cc, bcc }: Mail): string[] => [
  ...new Set([...to, ...cc, ...bcc].map(({ address }) => address)),
];

/** What a mail that stays here, or would be sent, comes to. */
const outputOf = (mail: Mail, idempotencyKey: string): JsonValue => ({
  messageId: `<${idempotencyKey}@${mail.from.address.split('@').at(-1) ?? ''}>`,
  accepted: everyone(mail),
  rejected: [],
  practice: mail.connection === '',
});

const check = ({ to, attachments }: z.output<typeof params>): ParamProblem[] => [
  ...(to === '' || to === null || (Array.isArray(to) && to.length === 0)
    ? [{ param: 'to', message: 'Nobody is named to send to.', fix: 'Type an address, or choose the field it is in.' }]
    : []),
  ...(typeof to === 'string' && to !== '' && !to.includes('@')
    ? [{ param: 'to', message: `${showValue(to)} is not an e-mail address.`, fix: 'Type one like ana@example.com.' }]
    : []),
  ...attachments.flatMap(({ file, name }, index) =>
    file === '' && name === ''
      ? [
          {
            param: `attachments.${index}.name`,
            message: 'This attachment has no name.',
            fix: 'Name it, or choose a file.',
          },
        ]
      : [],
  ),
];

/** Sends an e-mail, or keeps it in the Practice outbox. */
export const node = defineStep({
  type: 'send-email',
  version: 1,
  family: 'then',
  title: 'Send e-mail',
  description: 'Sends an e-mail to one or more people, or keeps it in the Practice outbox.',
  icon: 'mail',
  synonyms: ['email', 'mail', 'e-mail', 'message', 'smtp', 'gmail', 'outlook', 'newsletter', 'notify', 'attachment'],
  params,
  form,
  ports: () => [outPort],
  summary: ({ to, subject }) => {
    const whom = to === '' || to === null ? '' : ` to ${showValue(to)}`;
    return `Sends ${subject === '' ? 'an e-mail' : showValue(subject)}${whom}`;
  },
  sample: ({ connection }) => ({
    messageId: '<wt-abcdefghijklmnopqrstuvwxyz@example.com>',
    accepted: ['ana@example.com'],
    rejected: [],
    practice: connection === '',
  }),
  check,
  // A mail that may have gone cannot be called back, and receivers only sometimes drop a second one with the same id.
  effect: ({ connection }) => (connection === '' ? 'repeatable' : 'not-repeatable'),
  grants: ({ attachments }) => attachments.flatMap(({ file }) => fileGrants(file, 'read-file')),
  practice: ({ connection }) => (connection === '' ? 'E-mails' : null),
  credentials: ({ connection }) => (connection === '' ? [] : [connection]),
  prepare: (typed) => Object.fromEntries(fields.map((field) => [field, { ...planField(typed[field]) }])),
  run: async (filled, context) => {
    const mail = await compose(filled, context);
    const did = previewOfMail(mail);
    const { idempotencyKey, timeoutMs, signal } = context;
    if (did.practice) return { output: outputOf(mail, idempotencyKey), did, keep: did };
    const receipt = await context.mail.send(mail, { idempotencyKey, nowMs: context.now(), timeoutMs, signal });
    return { output: { ...receipt, practice: false }, did };
  },
  preview: async (filled, context) => {
    const mail = await compose(filled, context);
    return { output: outputOf(mail, context.idempotencyKey), did: previewOfMail(mail) };
  },
  upgrades: [],
});
