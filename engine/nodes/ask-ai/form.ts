import type { FormField } from '../../model/form.ts';

const choice = (value: string, label: string) => ({ value, label });

/** How a question to an AI is asked for. */
export const form: FormField[] = [
  {
    name: 'connection',
    label: 'Ask with',
    kind: 'credential',
    credentialKinds: ['ai'],
    help: 'Until you connect an AI service, a test goes on with a made-up answer. A test never asks for real, because it costs money.',
  },
  {
    name: 'prompt',
    label: 'Question',
    kind: 'long-text',
    templated: true,
    placeholder: 'What does this customer want? Their message: …',
    help: 'Values from data are marked as data, so that orders hidden in them are less likely to be followed. Do not rely on it: check an answer before something that cannot be undone.',
  },
  {
    name: 'instructions',
    label: 'Instructions',
    kind: 'long-text',
    templated: true,
    placeholder: 'You work for a small shop. Be brief and friendly.',
    help: 'What always holds, whatever is asked.',
    advanced: true,
  },
  {
    name: 'answer',
    label: 'Answer',
    kind: 'group',
    fields: [
      {
        name: 'kind',
        label: 'Answer with',
        kind: 'choice',
        choices: [choice('text', 'A text'), choice('fields', 'Fields for the next steps')],
      },
      {
        name: 'fields',
        label: 'Fields',
        kind: 'list',
        addLabel: 'Add a field',
        when: { param: 'kind', is: ['fields'] },
        help: 'Each is checked. What the AI does not know comes out empty; what does not fit stops the step.',
        fields: [
          { name: 'name', label: 'Name', kind: 'text', placeholder: 'topic' },
          {
            name: 'type',
            label: 'Type',
            kind: 'choice',
            choices: [
              choice('text', 'Text'),
              choice('number', 'Number'),
              choice('yes-no', 'Yes or no'),
              choice('list', 'List of texts'),
            ],
          },
          { name: 'description', label: 'What it is', kind: 'text', placeholder: 'invoice, delivery or other' },
        ],
      },
    ],
  },
  {
    name: 'maxWords',
    label: 'At most this many words',
    kind: 'number',
    help: 'No limit when nothing is typed.',
    advanced: true,
  },
  {
    name: 'maxPerDay',
    label: 'At most this many questions a day',
    kind: 'number',
    help: 'Guards against costs: one more fails with a message. The day begins at midnight in the time zone of the flow.',
    advanced: true,
  },
];
