import type { ReactElement } from 'react';

/** Everything that ran. */
export const ActivityScreen = (): ReactElement => <h1>Activity</h1>;
