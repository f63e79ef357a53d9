/** The path of Electron's program when it is there and of the version that is locked. */
export const findElectron: (root: string) => string | undefined;
