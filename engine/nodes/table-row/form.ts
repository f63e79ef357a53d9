import type { FormField } from '../../model/form.ts';
import { matchField, sheetField, valuesField } from '../row-fields.ts';

/** The form of the step, in the order a person fills it in. */
export const form: FormField[] = [
  {
    name: 'file',
    label: 'Spreadsheet file',
    kind: 'file',
    templated: true,
    placeholder: 'orders.csv',
    help: 'A CSV file or an Excel workbook (.xlsx). Its first row names the columns. It is made when there is none.',
  },
  {
    name: 'mode',
    label: 'What to do',
    kind: 'choice',
    choices: [
      { value: 'append', label: 'Add a row' },
      { value: 'update', label: 'Change rows' },
      { value: 'upsert', label: 'Add or change' },
    ],
  },
  matchField('sheet', ['update', 'upsert']),
  valuesField,
  sheetField,
  {
    name: 'guardFormulas',
    label: 'Keep texts from becoming formulas',
    kind: 'yes-no',
    help: "A text that begins with = + - or @ gets a ' in front, so that a spreadsheet shows it instead of running it.",
    advanced: true,
  },
];
