import type { FormField } from '../../model/form.ts';

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
  {
    name: 'match',
    label: 'Find the row by',
    kind: 'columns',
    fileParam: 'file',
    tableParam: 'sheet',
    help: 'Columns whose values tell which row is meant, such as the order number.',
    when: { param: 'mode', is: ['update', 'upsert'] },
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
    name: 'sheet',
    label: 'Sheet',
    kind: 'text',
    placeholder: 'Sheet1',
    help: 'Of an Excel workbook; without one, the first sheet is used.',
    advanced: true,
  },
  {
    name: 'guardFormulas',
    label: 'Keep texts from becoming formulas',
    kind: 'yes-no',
    help: "A text that begins with = + - or @ gets a ' in front, so that a spreadsheet shows it instead of running it.",
    advanced: true,
  },
];
