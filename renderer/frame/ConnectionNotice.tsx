import type { ReactElement } from 'react';
import { useConnection } from '../client/connection.ts';
import { Banner } from '../ui/Banner.tsx';

/** Says when the engine is gone, and when this browser has to be let in again. Nothing while all is well. */
export const ConnectionNotice = (): ReactElement | null => {
  const state = useConnection((connection) => connection.state);
  if (state === 'lost')
    return (
      <Banner tone="warn" title="WhenThen is not answering.">
        Trying again by itself. What you type is kept in this window until it is back.
      </Banner>
    );
  if (state === 'locked-out')
    return (
      <Banner tone="warn" title="This window is not signed in any more.">
        Open the address that WhenThen printed when it started, or start it again. Flows go on running meanwhile.
      </Banner>
    );
  return null;
};
