/** The path of Playwright's own Chromium if it was downloaded, else of one on the PATH; undefined when there is none. */
export declare const findBrowser: (env?: NodeJS.ProcessEnv) => string | undefined;
