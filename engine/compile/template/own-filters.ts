import { dateFilters } from './date-filters.ts';
import type { OwnFilter } from './filter-inputs.ts';
import { listFilters } from './list-filters.ts';
import { numberFilters } from './number-filters.ts';
import { textFilters } from './text-filters.ts';

/** Changes LiquidJS does not have. None evaluates what it is given, and each looks at a bounded part of it. */
export const ownFilters: Readonly<Record<string, OwnFilter>> = {
  ...textFilters,
  ...numberFilters,
  ...dateFilters,
  ...listFilters,
};
