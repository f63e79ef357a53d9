import type { Flow, JsonRecord, JsonValue, RowChange, Way } from '../../client/types.ts';

/** What a trigger on a table is set to, with what is usual filled in. */
export interface TableParams {
  file: string;
  table: string;
  changes: RowChange[];
  columns: string[];
  detect: 'auto' | Way;
  cursorColumn: string;
  startFrom: 'now' | 'existing';
}

export const allChanges: readonly RowChange[] = ['added', 'changed', 'removed'];
const ways: readonly TableParams['detect'][] = ['auto', 'cursor', 'compare', 'capture'];

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
const listOf = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

export const readTableParams = (params: JsonRecord): TableParams => {
  const changes = allChanges.filter((change) => listOf(params.changes).includes(change));
  return {
    file: textOf(params.file),
    table: textOf(params.table),
    changes: changes.length > 0 ? changes : ['added'],
    columns: listOf(params.columns),
    detect: ways.find((way) => way === params.detect) ?? 'auto',
    cursorColumn: textOf(params.cursorColumn),
    startFrom: params.startFrom === 'existing' ? 'existing' : 'now',
  };
};

/** Adds a kind of change or takes it away; the last one stays. */
export const toggleChange = (changes: readonly RowChange[], change: RowChange, isOn: boolean): RowChange[] => {
  const next = allChanges.filter((known) => (known === change ? isOn : changes.includes(known)));
  return next.length > 0 ? next : [...changes];
};

const same = (a: JsonValue | undefined, b: string): boolean => textOf(a).toLowerCase() === b.toLowerCase();

/** Whether a step of the flow writes into the table it watches and nothing in between decides: it may start itself again and again. */
export const writesIntoItself = (
  flow: Flow,
  node: string,
  { file, table }: Pick<TableParams, 'file' | 'table'>,
): boolean => {
  const checks = new Set(['filter', 'if', 'route', 'ignore-repeats']);
  const types = new Map(flow.nodes.map(({ id, type }) => [id as string, type]));
  const seen = new Set([node]);
  // Only along steps that let everything through.
  for (const id of seen)
    if (id === node || !checks.has(types.get(id) ?? ''))
      for (const { from, to } of flow.edges) if (from === id) seen.add(to);
  return flow.nodes.some(
    ({ id, type, params }) =>
      type === 'sqlite-write' && seen.has(id) && same(params.file, file) && same(params.table, table),
  );
};
