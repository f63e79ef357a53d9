import type { FormField } from '../../model/form.ts';
import { matchField, valuesField } from '../row-fields.ts';

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
  matchField('table', ['update', 'upsert', 'delete']),
  valuesField,
  {
    name: 'createTable',
    label: 'Create the table if it is not there yet',
    kind: 'yes-no',
    help: 'Its columns are those listed above. The file is made too when there is none.',
    advanced: true,
  },
];
