/** Builds the app for a computer into a folder. */
export const buildDesktop: (
  into: string,
  target?: { platform: string; arch: string },
  screens?: string,
) => Promise<void>;
