/** What the person chose for closing the window while flows are on. */
export type WhenClosed = 'ask' | 'keep' | 'quit';

/** What closing the window does. `window`: only the window goes, as is usual on a Mac. */
export type Closing = 'ask' | 'hide' | 'quit' | 'window';

export interface CloseQuestion {
  platform: NodeJS.Platform;
  /** Whether any flow is on, so that quitting would stop something. */
  isBusy: boolean;
  chosen: WhenClosed;
  /** The app is on its way out already. */
  isQuitting: boolean;
}

/** Flows go on in the background only when the person wants it; without live flows there is nothing to go on. */
export const decideClosing = ({ platform, isBusy, chosen, isQuitting }: CloseQuestion): Closing => {
  if (isQuitting) return 'quit';
  if (platform === 'darwin') return isBusy && chosen === 'quit' ? 'quit' : 'window';
  if (!isBusy) return 'quit';
  return chosen === 'ask' ? 'ask' : chosen === 'keep' ? 'hide' : 'quit';
};
