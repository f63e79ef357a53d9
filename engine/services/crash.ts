import type { Handlers } from '../contract/methods.ts';
import type { Kernel } from './kernel.ts';

/** What is kept until the person has put it away. */
interface Kept {
  atMs: number;
  runs: number;
}

const keptKey = 'crash.last';

/**
 * Keeps that WhenThen ended without stopping, if it did and if runs were in progress. Call it before runs are taken up again.
 */
export const noteCrash = ({ config, history }: Pick<Kernel, 'config' | 'history'>, atMs: number | null): void => {
  const runs = atMs === null ? 0 : history.countRuns({ status: 'running' }) + history.countRuns({ status: 'queued' });
  if (atMs !== null && runs > 0) config.putSetting(keptKey, JSON.stringify({ atMs, runs } satisfies Kept));
};

export const crashHandlers = (kernel: Kernel): Pick<Handlers, 'app.crash' | 'app.forgetCrash'> => ({
  'app.crash': () => {
    const kept = JSON.parse(kernel.config.setting(keptKey) ?? 'null') as Kept | null;
    return kept && { at: new Date(kept.atMs).toISOString(), runs: kept.runs };
  },
  'app.forgetCrash': () => {
    kernel.config.putSetting(keptKey, 'null');
    return null;
  },
});
