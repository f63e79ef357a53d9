import type { JsonRecord, JsonValue, Preview } from '../../client/types.ts';

type RowPreview = Extract<Preview, { kind: 'row' }>;

/** One row of a table as it was and as it is; `columns` names the cells that differ. */
export interface RowChange {
  kind: 'added' | 'changed' | 'same' | 'deleted';
  before: JsonRecord | null;
  after: JsonRecord | null;
  columns: ReadonlySet<string>;
}

const isSame = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

const compare = (before: JsonRecord | undefined, after: JsonRecord | undefined): RowChange | null => {
  if (after === undefined)
    return before === undefined ? null : { kind: 'deleted', before, after: null, columns: new Set() };
  if (before === undefined) return { kind: 'added', before: null, after, columns: new Set() };
  const columns = new Set(
    [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !isSame(before[name], after[name])),
  );
  return { kind: columns.size > 0 ? 'changed' : 'same', before, after, columns };
};

/** What happens to each row. A write gives the rows back in the order it found them, so they pair by place. */
export const rowChanges = ({ before, after }: RowPreview): RowChange[] =>
  Array.from({ length: Math.max(before.length, after.length) }, (_, place) =>
    compare(before[place], after[place]),
  ).filter((change) => change !== null);

/** The columns of all rows, in the order of the table. */
export const columnsOf = ({ before, after }: RowPreview): string[] => [
  ...new Set([...before, ...after].flatMap((row) => Object.keys(row))),
];

/** Names in double quotes, as the app writes them into every statement. */
const quotedNames = (sql: string): string[] =>
  [...sql.matchAll(/"((?:[^"]|"")+)"/g)].map(([, name = '']) => name.replaceAll('""', '"'));

/** The columns a row was looked up by, read from the statement the app wrote; empty for a row that is simply added. */
export const matchedBy = ({ sql, mode, matched }: RowPreview): string[] => {
  if (matched) return matched;
  if (mode === 'insert') return [];
  const conflict = /\bON CONFLICT \(([^)]*)\)/.exec(sql)?.[1];
  const where = /\bWHERE (.+?)(?: RETURNING \*)?$/s.exec(sql)?.[1];
  return [...new Set(quotedNames(conflict ?? where ?? ''))];
};
