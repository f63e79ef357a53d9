import MiniSearch from 'minisearch';
import type { Command } from '../stores/commands.ts';

/** Prepares a search over commands: by title, then other words, then group; forgiving small slips. */
export const createCommandSearch = (commands: readonly Command[]): ((query: string) => Command[]) => {
  const shown = commands.filter(({ isHidden }) => !isHidden);
  const index = new MiniSearch<{ id: number; title: string; words: string; group: string }>({
    fields: ['title', 'words', 'group'],
    searchOptions: {
      boost: { title: 4, words: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      combineWith: 'AND',
    },
  });
  index.addAll(shown.map(({ title, keywords = [], group }, id) => ({ id, title, words: keywords.join(' '), group })));
  return (query) => {
    if (query.trim() === '') return [...shown];
    return index.search(query).flatMap(({ id }) => shown[Number(id)] ?? []);
  };
};

/** Puts commands under their headings, in the order in which each heading comes first. */
export const groupCommands = (commands: readonly Command[]): { group: string; commands: Command[] }[] => {
  const groups = Map.groupBy(commands, ({ group }) => group);
  return [...groups].map(([group, members]) => ({ group, commands: members }));
};
