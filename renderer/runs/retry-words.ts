import type { RunDetail } from '../client/types.ts';
import { doneEffects, sayNumbers } from './run-steps.ts';

/** A repeated step of which some items failed: those are done again. */
const isHalfDone = (run: RunDetail, node: string): boolean =>
  run.repeated.some((one) => one.node === node && (one.counts.failed ?? 0) > 0);

/** Steps a retry from the failed step does not run again: those that are over. */
export const keptSteps = (run: RunDetail): Set<string> =>
  new Set(
    run.steps
      .filter(
        ({ node, status }) =>
          node !== run.failedNode && (status === 'succeeded' || status === 'skipped') && !isHalfDone(run, node),
      )
      .map(({ node }) => node),
  );

/** What a retry from the failed step does and does not do again. */
export const keptWords = (run: RunDetail, kept: ReadonlySet<string>): string => {
  const numbers = run.nodes.flatMap(({ node }, place) => (kept.has(node) ? [place + 1] : []));
  const failed = run.nodes.findIndex(({ node }) => node === run.failedNode);
  const label = run.nodes[failed]?.label ?? '';
  const goesOn = `It goes on at step ${failed + 1}, ${label}.`;
  const isList = run.error?.code === 'for-each.items-failed';
  if (isList) return `${goesOn} Only the items that failed are done again.`;
  if (numbers.length === 0) return goesOn;
  const nothingTwice = doneEffects(run).length > 0 ? ', so nothing is sent or saved twice' : '';
  return `${goesOn} ${sayNumbers(numbers)} will not run again${nothingTwice}.`;
};
