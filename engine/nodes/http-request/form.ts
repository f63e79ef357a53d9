import type { FormField } from '../../model/form.ts';
import { pagesField } from './pages-form.ts';

const nameValueFields = (name: string): FormField[] => [
  { name: 'name', label: name, kind: 'text' },
  { name: 'value', label: 'Value', kind: 'text', templated: true },
];

const choice = (value: string, label: string) => ({ value, label });

/** How the params of a web request are asked for. */
export const form: FormField[] = [
  {
    name: 'method',
    label: 'Method',
    kind: 'choice',
    choices: [
      choice('GET', 'GET: fetch'),
      choice('POST', 'POST: create or send'),
      choice('PUT', 'PUT: replace'),
      choice('PATCH', 'PATCH: change'),
      choice('DELETE', 'DELETE: remove'),
      choice('HEAD', 'HEAD: ask whether it is there'),
      choice('OPTIONS', 'OPTIONS: ask what is possible'),
    ],
    help: 'The documentation of the service says which one it expects.',
  },
  {
    name: 'url',
    label: 'Address',
    kind: 'text',
    templated: true,
    placeholder: 'https://example.com/orders',
    help: 'Type the beginning yourself; only what comes after the host may come from data.',
  },
  {
    name: 'query',
    label: 'Query values',
    kind: 'list',
    fields: nameValueFields('Name'),
    addLabel: 'Add a value',
    help: 'Added to the address after "?". Any characters are allowed in values.',
  },
  {
    name: 'headers',
    label: 'Headers',
    kind: 'list',
    fields: nameValueFields('Name'),
    addLabel: 'Add a header',
    advanced: true,
  },
  {
    name: 'body',
    label: 'Body',
    kind: 'group',
    fields: [
      {
        name: 'kind',
        label: 'Send as',
        kind: 'choice',
        choices: [
          choice('none', 'Nothing'),
          choice('json', 'JSON'),
          choice('form', 'Form fields'),
          choice('text', 'Text'),
          choice('multipart', 'Form with files'),
          choice('file', 'A file'),
        ],
      },
      { name: 'value', label: 'JSON', kind: 'json', templated: true, when: { param: 'kind', is: ['json'] } },
      {
        name: 'fields',
        label: 'Form fields',
        kind: 'list',
        fields: nameValueFields('Field'),
        addLabel: 'Add a field',
        when: { param: 'kind', is: ['form', 'multipart'] },
      },
      {
        name: 'files',
        label: 'Files',
        kind: 'list',
        fields: [
          { name: 'name', label: 'Field', kind: 'text', placeholder: 'file' },
          { name: 'file', label: 'File', kind: 'file', templated: true },
        ],
        addLabel: 'Add a file',
        when: { param: 'kind', is: ['multipart'] },
      },
      { name: 'file', label: 'File', kind: 'file', templated: true, when: { param: 'kind', is: ['file'] } },
      { name: 'text', label: 'Text', kind: 'long-text', templated: true, when: { param: 'kind', is: ['text'] } },
    ],
  },
  {
    name: 'credential',
    label: 'Sign in with',
    kind: 'credential',
    credentialKinds: ['bearer', 'basic', 'header', 'oauth2'],
    help: 'A connection holds the token or password; it never appears in the flow or in a run.',
  },
  {
    name: 'saveTo',
    label: 'Save the answer as a file',
    kind: 'file',
    templated: true,
    placeholder: 'invoices/1043.pdf',
    help: 'For downloads of up to 100 MB. A file of this name is replaced once the new one is whole.',
    advanced: true,
  },
  pagesField,
  {
    name: 'onlyReads',
    label: 'Only reads',
    kind: 'yes-no',
    advanced: true,
    help: 'Say yes when the request changes nothing on the other side: it is then really sent in a trial run.',
  },
  {
    name: 'honoursIdempotencyKey',
    label: 'Service ignores repeats',
    kind: 'yes-no',
    advanced: true,
    help: 'Say yes when the service acts only once on requests with the same Idempotency-Key, as Stripe does.',
  },
];
