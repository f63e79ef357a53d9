import type { FormField } from '../../model/form.ts';

const choice = (value: string, label: string) => ({ value, label });
const checked = ['stripe', 'github', 'shopify', 'slack', 'standard-webhooks', 'hmac', 'header-secret', 'basic'];
const own = { param: 'kind', is: ['hmac'] };

const verifyFields: FormField[] = [
  {
    name: 'kind',
    label: 'Who sends it?',
    kind: 'choice',
    choices: [
      choice('none', 'Anyone (no check)'),
      choice('stripe', 'Stripe'),
      choice('github', 'GitHub'),
      choice('shopify', 'Shopify'),
      choice('slack', 'Slack'),
      choice('standard-webhooks', 'Standard Webhooks (Svix, Clerk, Resend and others)'),
      choice('hmac', 'Another service that signs (HMAC)'),
      choice('header-secret', 'A service that sends a secret in a header'),
      choice('basic', 'A service that signs in with user and password'),
    ],
  },
  {
    name: 'credential',
    label: 'Secret',
    kind: 'credential',
    credentialKinds: ['secret', 'basic'],
    help: 'The signing secret the service shows for this webhook. Without it nothing is accepted.',
    when: { param: 'kind', is: checked },
  },
  {
    name: 'header',
    label: 'Header',
    kind: 'text',
    placeholder: 'X-Signature',
    when: { param: 'kind', is: ['hmac', 'header-secret'] },
  },
  {
    name: 'algorithm',
    label: 'Algorithm',
    kind: 'choice',
    choices: [choice('sha256', 'SHA-256'), choice('sha512', 'SHA-512'), choice('sha1', 'SHA-1')],
    when: own,
  },
  {
    name: 'encoding',
    label: 'Written as',
    kind: 'choice',
    choices: [choice('hex', 'Hex'), choice('base64', 'Base64')],
    when: own,
  },
  { name: 'prefix', label: 'Text before it', kind: 'text', placeholder: 'sha256=', when: own },
  {
    name: 'signed',
    label: 'Signed text',
    kind: 'text',
    placeholder: '{timestamp}.{body}',
    help: '{body} is what was sent; {timestamp} and {id} come from the headers named below.',
    when: own,
  },
  { name: 'timestampHeader', label: 'Header of the time', kind: 'text', when: own },
  { name: 'idHeader', label: 'Header of the id', kind: 'text', help: 'Used to recognise repeats.', when: own },
  { name: 'toleranceSeconds', label: 'Seconds the time may be off', kind: 'number', when: own },
  {
    name: 'previousCredential',
    label: 'Previous secret',
    kind: 'credential',
    credentialKinds: ['secret', 'basic'],
    help: 'Also accepted, while you change the secret at the service.',
    advanced: true,
    when: { param: 'kind', is: checked },
  },
];

/** How the params of a webhook are asked for. */
export const form: FormField[] = [
  {
    name: 'path',
    label: 'Address',
    kind: 'text',
    help: 'What comes after /hooks/. Leave it empty for a random one that nobody can guess.',
  },
  { name: 'verify', label: 'Signature check', kind: 'group', fields: verifyFields },
  {
    name: 'allowEvents',
    label: 'Only some events',
    kind: 'group',
    fields: [
      {
        name: 'value',
        label: 'Where the event stands',
        kind: 'text',
        templated: true,
        placeholder: '{{ trigger.body.type }}',
      },
      { name: 'oneOf', label: 'Events that start the flow', kind: 'text-list' },
    ],
    help: 'Other deliveries are kept in the Inbox but start nothing.',
  },
  {
    name: 'ignoreRepeats',
    label: 'Ignore repeats',
    kind: 'group',
    fields: [
      {
        name: 'by',
        label: 'Same when this is the same',
        kind: 'text',
        templated: true,
        placeholder: '{{ trigger.body.id }}',
      },
      { name: 'windowHours', label: 'Within hours', kind: 'number' },
    ],
    help: 'Services with a signature preset are recognised by their own ids without this.',
    advanced: true,
  },
  {
    name: 'methods',
    label: 'Methods',
    kind: 'choices',
    choices: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'].map((method) => choice(method, method)),
    advanced: true,
  },
  {
    name: 'respond',
    label: 'Answer the sender',
    kind: 'choice',
    choices: [choice('at-once', 'At once, when it is safely stored'), choice('when-done', 'When the flow is done')],
    advanced: true,
  },
  {
    name: 'responseStatus',
    label: 'Status of the answer',
    kind: 'number',
    help: 'From 200 to 299; most services expect 200.',
    advanced: true,
    when: { param: 'respond', is: ['at-once'] },
  },
  {
    name: 'responseBody',
    label: 'Answer',
    kind: 'json',
    help: 'A text is sent as text, everything else as JSON.',
    advanced: true,
    when: { param: 'respond', is: ['at-once'] },
  },
  {
    name: 'maxBodyBytes',
    label: 'Largest body in bytes',
    kind: 'number',
    help: 'Larger deliveries are refused. 1048576 is 1 MB.',
    advanced: true,
  },
];
