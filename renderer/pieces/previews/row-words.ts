import type { Preview } from '../../client/types.ts';
import type { RowChange } from './row-changes.ts';

type RowPreview = Extract<Preview, { kind: 'row' }>;

const count = (changes: readonly RowChange[], kind: RowChange['kind']): number =>
  changes.filter((change) => change.kind === kind).length;

const rows = (number: number): string => (number === 1 ? '1 row' : `${number.toLocaleString('en')} rows`);

const listed = (names: readonly string[]): string => names.join(' and ');

/** The last part of a path, whatever the system it was written on. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** What a write does to a table, in one sentence: how many rows, and what they were found by. */
export const rowSentence = (
  { mode, table }: RowPreview,
  changes: readonly RowChange[],
  keys: readonly string[],
  tense: 'would' | 'did',
): string => {
  const say = (would: string, did: string): string => (tense === 'would' ? would : did);
  const [added, changed, deleted] = [count(changes, 'added'), count(changes, 'changed'), count(changes, 'deleted')];
  const by = keys.length > 0 ? `, found by ${listed(keys)}` : '';
  if (deleted > 0) return `${say('Would delete', 'Deleted')} ${rows(deleted)} from ${table}${by}`;
  if (added > 0 && changed === 0) return `${say('Would add', 'Added')} ${rows(added)} to ${table}`;
  if (changed > 0) return `${say('Would change', 'Changed')} ${rows(changed)} in ${table}${by}`;
  if (changes.length > 0) return `${rows(changes.length)} in ${table} ${say('would stay', 'stayed')} the same${by}`;
  const noRow = `No row of ${table} ${say('matches', 'matched')}${keys.length > 0 ? ` by ${listed(keys)}` : ''}`;
  return `${noRow}, so nothing ${say('would be', 'was')} ${mode === 'delete' ? 'deleted' : 'changed'}`;
};
