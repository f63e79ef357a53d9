import type { FormField } from '../../model/form.ts';

const choice = (value: string, label: string) => ({ value, label });
const some = ['next-link', 'next-url', 'page-number', 'cursor'];

/** How going from page to page is asked for. */
export const pagesField: FormField = {
  name: 'pages',
  label: 'Pages',
  kind: 'group',
  advanced: true,
  help: 'For a long list that a service hands out in pieces: the items of all pages come out as one list.',
  fields: [
    {
      name: 'kind',
      label: 'The next page',
      kind: 'choice',
      choices: [
        choice('none', 'One answer is all'),
        choice('next-link', 'Its address is in the header "Link"'),
        choice('next-url', 'Its address is in the answer'),
        choice('page-number', 'It has the next number'),
        choice('cursor', 'The answer holds a cursor for it'),
      ],
    },
    {
      name: 'path',
      label: 'Where in the answer',
      kind: 'text',
      placeholder: 'meta.next',
      when: { param: 'kind', is: ['next-url', 'cursor'] },
    },
    {
      name: 'query',
      label: 'Query value that asks for it',
      kind: 'text',
      placeholder: 'page',
      when: { param: 'kind', is: ['page-number', 'cursor'] },
    },
    {
      name: 'start',
      label: 'Number of the first page',
      kind: 'number',
      placeholder: '1',
      when: { param: 'kind', is: ['page-number'] },
      help: 'It goes on until a page has no items.',
    },
    {
      name: 'items',
      label: 'Where the list is',
      kind: 'text',
      placeholder: 'data.items',
      help: 'Empty when the answer itself is the list.',
      when: { param: 'kind', is: some },
    },
    {
      name: 'maxPages',
      label: 'At most this many pages',
      kind: 'number',
      help: '10 when nothing is typed. When there are more, “complete” is no.',
      when: { param: 'kind', is: some },
    },
  ],
};
