import type { FormField } from '../model/form.ts';

/** How a person picks the rows meant, in the modes that need it: by the columns of the table that `tableParam` names. */
export const matchField = (tableParam: string, modes: string[]): FormField => ({
  name: 'match',
  label: 'Find the row by',
  kind: 'columns',
  fileParam: 'file',
  tableParam,
  help: 'Columns whose values tell which row is meant, such as the order number.',
  when: { param: 'mode', is: modes },
});

/** What the columns of a row are set to. */
export const valuesField: FormField = {
  name: 'values',
  label: 'Values',
  kind: 'list',
  addLabel: 'Add a column',
  fields: [
    { name: 'column', label: 'Column', kind: 'text' },
    { name: 'value', label: 'Value', kind: 'text', templated: true },
  ],
};

/** Which sheet of a workbook is meant. */
export const sheetField: FormField = {
  name: 'sheet',
  label: 'Sheet',
  kind: 'text',
  placeholder: 'Sheet1',
  help: 'Of an Excel workbook; without one, the first sheet is used.',
  advanced: true,
};
