import { personFault } from '../../model/fault.ts';
import type { RowWrite } from '../../model/outside.ts';
import { sameName } from './table-schema.ts';

const contains = (names: string[], name: string): boolean => names.some((other) => sameName(other, name));

const refuseUnmatched = (write: RowWrite, given: string[]): void => {
  const doing = write.mode === 'delete' ? 'delete' : write.mode === 'update' ? 'change' : 'add or change';
  if (write.match.length === 0)
    throw personFault('database.no-match', `It is not said which rows of "${write.table}" to ${doing}.`, {
      fix: 'Choose at least one column by which the row is found.',
    });
  for (const name of write.match) {
    if (!contains(given, name))
      throw personFault('database.no-match', `Rows are found by "${name}", but no value is given for it.`, {
        fix: `Add "${name}" to the values.`,
      });
    // NULL equals nothing in SQL, and reading it as "every row without a value" could hit far too many rows.
    if (write.values.some(({ column, value }) => sameName(column, name) && value === null))
      throw personFault('database.empty-match', `Rows are found by "${name}", but its value is empty.`, {
        fix: `Make sure that "${name}" always has a value before this step.`,
      });
  }
};

/** Refuses a write that contradicts itself, before the file is looked at. Throws `database.*` faults. */
export const checkWrite = (write: RowWrite): void => {
  const given = write.values.map(({ column }) => column);
  const twice = given.find((name, index) => contains(given.slice(0, index), name));
  if (twice !== undefined)
    throw personFault('database.column-twice', `Column "${twice}" is given a value twice.`, {
      fix: 'Remove one of the two.',
    });
  if (write.mode === 'insert') return;
  refuseUnmatched(write, given);
  if (write.mode === 'update' && given.every((name) => contains(write.match, name)))
    throw personFault('database.nothing-to-set', `No column of "${write.table}" is given a new value.`, {
      fix: 'Add a value for a column other than those by which the row is found.',
    });
};
