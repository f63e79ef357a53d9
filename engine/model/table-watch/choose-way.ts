import type { RowChange, TableShape, Way } from './asks.ts';

/** What a person wants to know of a table. */
export interface TableWish {
  changes: readonly RowChange[];
  /** Only changes of these count; empty = any. */
  columns: readonly string[];
  detect: 'auto' | Way;
  /** A column that goes up with every new (or changed) row; empty = the row number. */
  cursorColumn: string;
}

/** Beyond this many rows comparing takes too long to be done again and again. */
export const compareLimit = 50_000;
/** Columns of a primary key that fit into an entry of the record. */
const keyLimit = 4;

/** How a table is watched and why, or why it cannot be. */
export type ChosenWay = { way: Way; reason: string } | { way: null; reason: string; fix: string };

const count = (rows: number): string => rows.toLocaleString('en');
const onlyAdded = ({ changes }: TableWish): boolean => changes.every((change) => change === 'added');

const asCursor = (shape: TableShape, wish: TableWish): ChosenWay => {
  const column = wish.cursorColumn || shape.integerKey;
  if (column === null)
    return {
      way: null,
      reason: `"${shape.table}" has no row number that goes up.`,
      fix: 'Choose a column that goes up, such as a time, or let the table be compared.',
    };
  const known = shape.columns.some(({ name }) => name === column);
  if (!known)
    return {
      way: null,
      reason: `"${shape.table}" has no column "${column}" any more.`,
      fix: 'Choose another column that goes up.',
    };
  if (wish.changes.includes('removed'))
    return {
      way: null,
      reason: `By a column that goes up, removed rows cannot be noticed.`,
      fix: 'Let the table be compared, or its changes be recorded.',
    };
  if (wish.changes.includes('changed') && wish.cursorColumn === '')
    return {
      way: null,
      reason: 'By the row number, changed rows cannot be noticed.',
      fix: 'Choose a time column that every change sets, or let the table be compared.',
    };
  return { way: 'cursor', reason: `Looks for rows whose "${column}" is higher than the last one seen.` };
};

const asCompare = (shape: TableShape, wish: TableWish): ChosenWay => {
  if (shape.rows > compareLimit)
    return {
      way: null,
      reason: `"${shape.table}" has ${count(shape.rows)} rows; up to ${count(compareLimit)} can be compared.`,
      fix: 'Let its changes be recorded, or only watch for new rows.',
    };
  if (shape.key.length === 0 && onlyChanged(wish))
    return {
      way: null,
      reason: `"${shape.table}" has no primary key, so a changed row looks like one removed and one added.`,
      fix: 'Watch for added and removed rows instead.',
    };
  return {
    way: 'compare',
    reason: `Compares all ${count(shape.rows)} rows with those seen before, whenever the file changes.`,
  };
};
const onlyChanged = ({ changes }: TableWish): boolean => changes.every((change) => change === 'changed');

const asCapture = (shape: TableShape, wish: TableWish): ChosenWay => {
  if (shape.key.length === 0 || shape.key.length > keyLimit)
    return {
      way: null,
      reason: `"${shape.table}" has no primary key of at most ${keyLimit} columns, so its rows cannot be named in a record.`,
      fix: 'Let the table be compared.',
    };
  if (wish.columns.length > 0)
    return {
      way: null,
      reason: 'A record says which row changed, not which columns.',
      fix: 'Watch all columns, or let the table be compared.',
    };
  if (shape.captured === null)
    return {
      way: null,
      reason: `Changes of "${shape.table}" are not recorded in the file yet.`,
      fix: 'Open the step and agree to the triggers it shows.',
    };
  return { way: 'capture', reason: 'Reads the record of changes that triggers in the file keep.' };
};

/** Chooses the gentlest way that notices what is wished for, or says why the chosen one does not. */
export const chooseWay = (shape: TableShape, wish: TableWish): ChosenWay => {
  switch (wish.detect) {
    case 'cursor':
      return asCursor(shape, wish);
    case 'compare':
      return asCompare(shape, wish);
    case 'capture':
      return asCapture(shape, wish);
    case 'auto': {
      const cursor = onlyAdded(wish) || wish.cursorColumn !== '' ? asCursor(shape, wish) : null;
      if (cursor?.way) return cursor;
      const capture = shape.captured?.intact ? asCapture(shape, wish) : null;
      return capture?.way ? capture : asCompare(shape, wish);
    }
  }
};
