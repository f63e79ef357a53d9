import type { ReactElement } from 'react';

/** Flows to start from. */
export const TemplatesScreen = (_props: { template: string | undefined }): ReactElement => <h1>Templates</h1>;
