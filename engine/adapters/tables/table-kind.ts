import { personFault } from '../../model/fault.ts';

/** Whether a file is an Excel workbook by its name; another table is text. */
export const isWorkbook = (path: string): boolean => /\.(xlsx|xlsm)$/i.test(path);

/** Refuses names that say it is neither. Throws `table.kind`. */
export const checkKind = (path: string): void => {
  if (!isWorkbook(path) && !/\.(csv|tsv|txt)$/i.test(path))
    throw personFault('table.kind', `"${path}" is neither a CSV file nor an Excel workbook by its name.`, {
      fix: 'Use a file whose name ends with .csv or .xlsx.',
    });
};
