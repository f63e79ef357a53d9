import { create } from 'zustand';
import type { InputOf, Verdict } from '../client/types.ts';

/** What the Inbox is narrowed to; kept while one looks at other screens. */
export interface InboxFilter {
  which: 'all' | 'not-run';
  /** Id of a flow. */
  flow: string | null;
  verdict: Verdict | null;
  text: string;
}

export const everything: InboxFilter = { which: 'all', flow: null, verdict: null, text: '' };

export const useInboxFilter = create<InboxFilter>(() => everything);

export const isNarrowed = ({ which, flow, verdict, text }: InboxFilter): boolean =>
  which !== 'all' || flow !== null || verdict !== null || text.trim() !== '';

/** The filter as the engine takes it. */
export const asInput = ({ which, flow, verdict, text }: InboxFilter): InputOf<'events.page'> => ({
  ...(which === 'not-run' && { notRun: true }),
  ...(flow !== null && { flow }),
  ...(verdict !== null && { verdicts: [verdict] }),
  ...(text.trim() !== '' && { text: text.trim() }),
});
