import type { ReactElement } from 'react';

/** One run. */
export const RunScreen = (_props: { run: string }): ReactElement => <h1>Run</h1>;
