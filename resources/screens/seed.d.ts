import type { App } from '../../e2e/fixtures.ts';
/** Fills a WhenThen with flows, deliveries, runs and failures. Resolves when the runs are over. */
export declare const seed: (app: App) => Promise<void>;
