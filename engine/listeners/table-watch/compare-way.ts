import { personFault } from '../../model/fault.ts';
import type { RowChange } from '../../model/table-watch/asks.ts';
import { compareLimit } from '../../model/table-watch/choose-way.ts';
import type { SeenRow, Sighting } from '../../model/watch.ts';
import { pageRows, sightingOf, type WayAtWork, type WayTools } from './way.ts';

/** Rows whose hashes are read at a time: a few milliseconds, so that no writer waits. */
const hashRows = 2000;

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Rows without a key are known by their content; equal ones are numbered. */
const numberEqual = (rows: readonly { key: string; hash: string }[], hashes: Map<string, string>): void => {
  for (const { key, hash } of rows) {
    let name = key;
    for (let copy = 2; hashes.has(name); copy++) name = `${key}#${copy}`;
    hashes.set(name, hash);
  }
};

/** Compares all rows with those seen before. Only reads; what it has seen is kept in the app's own store. */
export const startCompare = (tools: WayTools): WayAtWork => {
  const { source, context, shape, ask, saw } = tools;
  const { table, columns, changes, startFrom } = source;
  const isKeyed = shape.key.length > 0;
  const known = context.seenRows.hashes();
  // A first look that was cut short is begun again.
  let begun = tools.state?.whole === true && !context.justSwitchedOn;
  const wants = (change: RowChange): boolean => changes.includes(change);

  const readHashes = async (): Promise<Map<string, string>> => {
    const hashes = new Map<string, string>();
    let after: string[] | null = null;
    do {
      const page: { rows: { key: string; hash: string }[]; next: string[] | null } = await ask('hash-page', {
        table,
        columns: [...columns],
        after,
        limit: hashRows,
      });
      numberEqual(page.rows, hashes);
      if (hashes.size > compareLimit)
        throw personFault(
          'table.too-large',
          `"${table}" has more rows than the ${compareLimit.toLocaleString('en')} that can be compared.`,
          {
            fix: 'Let its changes be recorded, or only watch for new rows.',
          },
        );
      after = page.next;
    } while (after !== null);
    return hashes;
  };

  const readRows = async (keys: readonly string[]): Promise<SeenRow[]> => {
    const plain = isKeyed ? keys : keys.map((key) => key.split('#')[0] ?? key);
    const found = await ask('rows-by-key', { table, columns: [...columns], keys: [...new Set(plain)] });
    const byKey = new Map(found.map((row) => [row.key, row]));
    // Rows that are gone by now are told at the next look, if they were ever seen.
    return keys.flatMap((key, index) => {
      const row = byKey.get(plain[index] ?? key);
      return row ? [{ ...row, key }] : [];
    });
  };

  const keep = async (
    sightings: Sighting[],
    put: readonly SeenRow[],
    remove: readonly string[],
    more: { clear: boolean; whole: boolean },
  ) => {
    await saw(sightings, { whole: more.whole }, { rows: { clear: more.clear, put, remove } });
    if (more.clear) known.clear();
    for (const key of remove) known.delete(key);
    for (const { key, hash } of put) known.set(key, hash);
  };

  /** The first look: rows that are there are remembered, or told as added. */
  const begin = async (): Promise<void> => {
    const tells = tools.state === null && startFrom === 'existing' && wants('added');
    const keys = [...(await readHashes()).keys()];
    await keep([], [], [], { clear: true, whole: false });
    for (const part of chunks(keys, pageRows)) {
      const rows = await readRows(part);
      const sightings = tells ? rows.map(({ row }) => sightingOf(tools, { change: 'added', row, before: null })) : [];
      // Once some are told, the rest is found by comparing, should this be cut short.
      await keep(sightings, rows, [], { clear: false, whole: tells });
    }
    await keep([], [], [], { clear: false, whole: true });
    begun = true;
  };

  const takeChanged = async (keys: readonly string[]): Promise<void> => {
    const rows = await readRows(keys);
    const sightings = rows.flatMap(({ key, row, hash }) => {
      const change = known.has(key) ? 'changed' : 'added';
      if (known.get(key) === hash || !wants(change)) return [];
      return [sightingOf(tools, { change, row, before: change === 'changed' ? context.seenRows.get(key) : null })];
    });
    await keep(sightings, rows, [], { clear: false, whole: true });
  };

  const takeRemoved = async (keys: readonly string[]): Promise<void> => {
    const sightings = wants('removed')
      ? keys.map((key) => sightingOf(tools, { change: 'removed', row: null, before: context.seenRows.get(key) }))
      : [];
    await keep(sightings, [], keys, { clear: false, whole: true });
  };

  return {
    look: async () => {
      if (!begun) return begin();
      const hashes = await readHashes();
      const different = [...hashes].filter(([key, hash]) => known.get(key) !== hash).map(([key]) => key);
      const gone = [...known.keys()].filter((key) => !hashes.has(key));
      for (const part of chunks(gone, pageRows)) await takeRemoved(part);
      for (const part of chunks(different, pageRows)) await takeChanged(part);
    },
  };
};
