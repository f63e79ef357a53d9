import type { Starter } from '../client/types.ts';

export type TemplateFilter = 'all' | 'ready' | 'webhook' | 'manual' | 'app-event';

/** Whether it can be tried at once, without a connection to any service. */
export const worksRightNow = ({ needs }: Starter): boolean => needs.credentials.length === 0;

/** What a template needs, in a few words. */
export const needsWords = (starter: Starter): string =>
  worksRightNow(starter) ? 'Works right now' : `Needs: ${starter.needs.credentials.join(', ')}`;

/** Whether a filter leaves a template. */
export const passesFilter = (starter: Starter, filter: TemplateFilter): boolean => {
  if (filter === 'all') return true;
  return filter === 'ready' ? worksRightNow(starter) : starter.triggers.includes(filter);
};

/** What it does, at most three sentences of its description. */
export const bulletsOf = (description: string): string[] =>
  [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(description)]
    .map(({ segment }) => segment.trim())
    .filter(Boolean)
    .slice(0, 3);
