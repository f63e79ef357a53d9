import { navigate } from 'wouter/use-hash-location';
import { call } from './client/connection.ts';
import type { FindMore } from './frame/CommandPalette.tsx';

/** Few enough to read at a glance. */
const most = 6;

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Flows by name and runs by what they were about, for the command palette. */
export const findMore: FindMore = async (query) => {
  const [flows, runs] = await Promise.all([
    call('flows.list', {}),
    query.trim().length < 2 ? { items: [] } : call('runs.page', { text: query.trim(), limit: most }),
  ]);
  const wanted = fold(query.trim());
  return {
    flows: flows
      .filter(({ name }) => fold(name).includes(wanted))
      .slice(0, most)
      .map(({ id, name }) => ({ id, title: name, detail: 'Flow', run: () => navigate(`/flows/${id}`) })),
    runs: runs.items.map(({ id, headline, flow }) => ({
      id,
      title: headline || flow,
      detail: flow,
      run: () => navigate(`/activity/${id}`),
    })),
  };
};
