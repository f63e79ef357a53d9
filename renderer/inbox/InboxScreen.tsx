import type { ReactElement } from 'react';

/** Everything that arrived, with its verdict. */
export const InboxScreen = (_props: { event: string | undefined }): ReactElement => <h1>Inbox</h1>;
