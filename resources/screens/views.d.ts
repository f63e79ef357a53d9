import { type Page } from '@playwright/test';
import type { App } from '../../e2e/fixtures.ts';
/** One screen in one state. */
export interface View {
  name: string;
  /** The address after `#`, or how to find it out. */
  route: string | ((app: App) => Promise<string>);
  /** Waits until there is something to see, and does what brings the state about. */
  prepare: (page: Page) => Promise<void>;
}
/** A WhenThen nobody has used yet. */
export declare const emptyViews: readonly View[];
/** One that has been used for a while. */
export declare const seededViews: readonly View[];
