import MiniSearch from 'minisearch';
import type { Family, NodeDescription } from '../../client/types.ts';
import { families } from '../step-card/families.ts';

/** Kinds of step under one heading of the picker. */
export interface StepGroup {
  id: string;
  title: string;
  /** The word people know from elsewhere, beside the heading. */
  alias: string;
  kinds: readonly NodeDescription[];
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The kinds of step that fit what was typed, best first; words others use for them count too. */
export const findSteps = (kinds: readonly NodeDescription[], query: string): NodeDescription[] => {
  const index = new MiniSearch<NodeDescription & { words: string }>({
    idField: 'type',
    fields: ['title', 'words', 'description'],
    processTerm: plain,
  });
  index.addAll(kinds.map((kind) => ({ ...kind, words: [...kind.synonyms, kind.type].join(' ') })));
  const byType = new Map(kinds.map((kind) => [kind.type, kind]));
  return index
    .search(query, { prefix: true, fuzzy: 0.2, boost: { title: 4, words: 2 } })
    .flatMap(({ id }) => byType.get(String(id)) ?? []);
};

/** Which families come next most often. */
const usualNext: Readonly<Record<Family | 'start', readonly Family[]>> = {
  start: ['when', 'when', 'when'],
  when: ['prepare', 'check', 'then'],
  prepare: ['then', 'then', 'check'],
  check: ['then', 'then', 'prepare'],
  then: ['then', 'then', 'check'],
};

/** Three kinds of step that often follow; `null` at the very start. */
export const suggestSteps = (kinds: readonly NodeDescription[], after: Family | null): NodeDescription[] => {
  const picked: NodeDescription[] = [];
  for (const family of usualNext[after ?? 'start']) {
    const next = kinds.find((kind) => kind.family === family && !picked.includes(kind));
    if (next) picked.push(next);
  }
  return picked;
};

/** What the picker lists: the findings of a search, or suggestions and then every family. */
export const listSteps = (
  all: readonly NodeDescription[],
  { query, after, allowTriggers }: { query: string; after: Family | null; allowTriggers: boolean },
): StepGroup[] => {
  const kinds = all.filter(({ kind, hidden }) => !hidden && (allowTriggers || kind !== 'trigger'));
  const groups: StepGroup[] =
    query.trim() === ''
      ? [
          { id: 'suggested', title: 'Suggested', alias: '', kinds: suggestSteps(kinds, after) },
          ...families.map(({ id, title, alias }) => ({
            id,
            title,
            alias,
            kinds: kinds.filter(({ family }) => family === id),
          })),
        ]
      : [{ id: 'found', title: 'Found', alias: '', kinds: findSteps(kinds, query) }];
  return groups.filter((group) => group.kinds.length > 0);
};
