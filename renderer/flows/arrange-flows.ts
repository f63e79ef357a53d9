import type { FlowCard } from '../client/types.ts';

export type FlowFilter = 'all' | 'on' | 'off' | 'attention';
export type FlowSort = 'last-run' | 'name' | 'state';

/** Whether a flow calls for its person: it stopped by itself, keeps failing, went silent, or has failed runs nobody saw to. */
export const needsAttention = ({ state, attention, quiet }: FlowCard): boolean =>
  state === 'needs-attention' || state === 'holding' || attention > 0 || quiet !== null;

const passes: Record<FlowFilter, (flow: FlowCard) => boolean> = {
  all: () => true,
  on: ({ on }) => on,
  off: ({ on }) => !on,
  attention: needsAttention,
};

/** How many flows each filter leaves. */
export const countFlows = (flows: readonly FlowCard[]): Record<FlowFilter, number> => ({
  all: flows.length,
  on: flows.filter(passes.on).length,
  off: flows.filter(passes.off).length,
  attention: flows.filter(passes.attention).length,
});

/** Without accents and case, so that "acao" finds "Ação". */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

const stateOrder: readonly FlowCard['state'][] = ['needs-attention', 'holding', 'on-edited', 'on', 'draft', 'off'];
const byName = (a: FlowCard, b: FlowCard): number => a.name.localeCompare(b.name);
const lastRun = ({ recent, savedAt }: FlowCard): string => recent[0]?.startedAt ?? savedAt;

const compare: Record<FlowSort, (a: FlowCard, b: FlowCard) => number> = {
  name: byName,
  // A flow that never ran stands where it was last edited, so that a new one is at the top.
  'last-run': (a, b) => lastRun(b).localeCompare(lastRun(a)) || byName(a, b),
  state: (a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || byName(a, b),
};

/** The flows to show: filtered, searched in name and sentence by every word typed, and in order. */
export const arrangeFlows = (
  flows: readonly FlowCard[],
  { filter, find, sort }: { filter: FlowFilter; find: string; sort: FlowSort },
): FlowCard[] => {
  const words = plain(find).split(/\s+/).filter(Boolean);
  const matches = (flow: FlowCard): boolean => {
    const text = plain(`${flow.name} ${flow.sentence}`);
    return words.every((word) => text.includes(word));
  };
  return flows.filter((flow) => passes[filter](flow) && matches(flow)).sort(compare[sort]);
};
