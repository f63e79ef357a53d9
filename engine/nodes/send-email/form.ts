import type { FormField } from '../../model/form.ts';

const addresses = (name: string, label: string, more: { advanced?: boolean; help?: string } = {}): FormField => ({
  name,
  label,
  kind: 'text',
  templated: true,
  ...more,
});

/** How the params of a mail are asked for. */
export const form: FormField[] = [
  {
    name: 'connection',
    label: 'Send with',
    kind: 'credential',
    credentialKinds: ['smtp'],
    help: 'Without a connection the e-mail stays in the Practice outbox, where you can look at it.',
  },
  {
    ...addresses('to', 'To'),
    placeholder: 'ana@example.com',
    help: 'Several addresses are separated by commas. A field gives one address; a list gives several.',
  },
  addresses('cc', 'Cc', { advanced: true }),
  addresses('bcc', 'Bcc', { advanced: true, help: 'These people get the e-mail without being named in it.' }),
  addresses('replyTo', 'Reply to', { advanced: true, help: 'Where answers go, if not to the sender.' }),
  { name: 'subject', label: 'Subject', kind: 'text', templated: true },
  { name: 'text', label: 'Text', kind: 'long-text', templated: true },
  {
    name: 'html',
    label: 'Formatted text (HTML)',
    kind: 'long-text',
    templated: true,
    advanced: true,
    help: 'Shown instead of the text by mail programs that can. Values from data go through the filter “escape”.',
  },
  {
    name: 'attachments',
    label: 'Attachments',
    kind: 'list',
    addLabel: 'Add an attachment',
    advanced: true,
    fields: [
      { name: 'file', label: 'File', kind: 'file', templated: true, help: 'Leave it empty to attach a text instead.' },
      { name: 'name', label: 'File name', kind: 'text', templated: true, placeholder: 'order.txt' },
      { name: 'content', label: 'Text in it', kind: 'long-text', templated: true },
    ],
  },
];
