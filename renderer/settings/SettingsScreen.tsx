import type { ReactElement } from 'react';

/** Settings of the app. */
export const SettingsScreen = (_props: { section: string | undefined }): ReactElement => <h1>Settings</h1>;
