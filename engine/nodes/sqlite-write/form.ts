import type { FormField } from '../../model/form.ts';

/** The form of the step, in the order a person fills it in. */
export const form: FormField[] = [
  { name: 'file', label: 'Database file', kind: 'file', placeholder: 'shop.db' },
  { name: 'table', label: 'Table', kind: 'table', fileParam: 'file' },
  {
    name: 'mode',
    label: 'What to do',
    kind: 'choice',
    choices: [
      { value: 'insert', label: 'Add a row' },
      { value: 'update', label: 'Change rows' },
      { value: 'upsert', label: 'Add or change' },
      { value: 'delete', label: 'Delete rows' },
    ],
  },
  {
    name: 'match',
    label: 'Find the row by',
    kind: 'columns',
    fileParam: 'file',
    tableParam: 'table',
    help: 'Columns whose values tell which row is meant, such as the order number.',
    when: { param: 'mode', is: ['update', 'upsert', 'delete'] },
  },
  {
    name: 'values',
    label: 'Values',
    kind: 'list',
    addLabel: 'Add a column',
    fields: [
      { name: 'column', label: 'Column', kind: 'text' },
      { name: 'value', label: 'Value', kind: 'text', templated: true },
    ],
  },
  {
    name: 'createTable',
    label: 'Create the table if it is not there yet',
    kind: 'yes-no',
    help: 'Its columns are those listed above. The file is made too when there is none.',
    advanced: true,
  },
];
