import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactElement, type ReactNode, Suspense, useEffect } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { keepConnected } from './client/connection.ts';
import { queryClient, useFreshness } from './client/queries.ts';
import { findMore } from './find-more.ts';
import { FlowsScreen } from './flows/FlowsScreen.tsx';
import { ConnectionNotice } from './frame/ConnectionNotice.tsx';
import { ErrorBoundary } from './frame/ErrorBoundary.tsx';
import { Frame } from './frame/Frame.tsx';
import { InboxScreen } from './inbox/InboxScreen.tsx';
import { useNotifications } from './pieces/outbox/use-notifications.ts';
import { AddressPill } from './pieces/public-address/AddressPill.tsx';
import { ActivityScreen } from './runs/ActivityScreen.tsx';
import { Skeleton } from './ui/Skeleton.tsx';
import { useBadges } from './use-badges.ts';
import { useDesktop } from './use-desktop.ts';

/** Fetched when they are first opened; what one sees first comes with the page. */
const EditorScreen = lazy(async () => ({ default: (await import('./EditorScreen.tsx')).EditorScreen }));
const PracticeScreen = lazy(async () => ({ default: (await import('./inbox/PracticeScreen.tsx')).PracticeScreen }));
const RunScreen = lazy(async () => ({ default: (await import('./runs/RunScreen.tsx')).RunScreen }));
const ConnectionsScreen = lazy(async () => ({
  default: (await import('./connections/ConnectionsScreen.tsx')).ConnectionsScreen,
}));
const TemplatesScreen = lazy(async () => ({
  default: (await import('./templates/TemplatesScreen.tsx')).TemplatesScreen,
}));
const SettingsScreen = lazy(async () => ({ default: (await import('./settings/SettingsScreen.tsx')).SettingsScreen }));

/** A screen inside the frame; one that breaks leaves the frame and everything that is kept as it is. */
const Framed = ({ children }: { children: ReactNode }): ReactElement => (
  <Frame badges={useBadges()} findMore={findMore} topBar={<AddressPill />}>
    <ConnectionNotice />
    <ErrorBoundary onReset={() => location.reload()} keepText="Everything you made is saved.">
      <Suspense fallback={<Skeleton lines={8} />}>{children}</Suspense>
    </ErrorBoundary>
  </Frame>
);

const Screens = (): ReactElement => {
  useFreshness();
  useNotifications();
  useDesktop();
  return (
    <Switch>
      <Route path="/flows/:flow/:view?">
        {({ flow, view }) => (
          <Suspense fallback={<Skeleton lines={4} />}>
            <EditorScreen flow={flow} view={view} />
          </Suspense>
        )}
      </Route>
      <Route path="/:screen?/:item?">
        {({ screen, item }) => (
          <Framed key={screen ?? 'flows'}>
            {/* The start is a screen too: a redirect alone leaves nothing if the address is led back here before it counts. */}
            {screen === undefined && <Redirect to="/flows" />}
            {(screen ?? 'flows') === 'flows' && <FlowsScreen />}
            {screen === 'inbox' && <InboxScreen event={item} />}
            {screen === 'practice' && <PracticeScreen message={item} />}
            {screen === 'activity' && (item === undefined ? <ActivityScreen /> : <RunScreen run={item} />)}
            {screen === 'connections' && <ConnectionsScreen connection={item} />}
            {screen === 'templates' && <TemplatesScreen template={item} />}
            {screen === 'settings' && <SettingsScreen section={item} />}
          </Framed>
        )}
      </Route>
    </Switch>
  );
};

/** Everything on screen. Addresses are in the hash, so the same build works from a web server and from a file scheme. */
export const App = (): ReactElement => {
  useEffect(() => {
    void keepConnected();
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <Router hook={useHashLocation}>
        <Screens />
      </Router>
    </QueryClientProvider>
  );
};
