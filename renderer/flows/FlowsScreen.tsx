import type { ReactElement } from 'react';

/** The list of flows. */
export const FlowsScreen = (): ReactElement => <h1>Flows</h1>;
