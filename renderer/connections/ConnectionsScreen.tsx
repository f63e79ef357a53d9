import type { ReactElement } from 'react';

/** Saved secrets. */
export const ConnectionsScreen = (_props: { connection: string | undefined }): ReactElement => <h1>Connections</h1>;
