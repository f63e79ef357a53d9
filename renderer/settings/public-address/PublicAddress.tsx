import type { ReactElement } from 'react';
import { useCall } from '../../client/queries.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AddressHistory } from './AddressHistory.tsx';
import { AddressPanel } from './AddressPanel.tsx';
import { OpenHooks } from './OpenHooks.tsx';
import { WayChooser } from './WayChooser.tsx';

/** How the internet reaches this computer: whether it does, by which way, and which webhooks. */
export const PublicAddress = (): ReactElement => {
  const { data: status, error } = useCall('publicAddress.status', {});
  const { data: hooks } = useCall('publicAddress.hooks', {});
  if (error)
    return (
      <Banner tone="err" title={error.message}>
        {error.fix}
      </Banner>
    );
  if (!status || !hooks) return <Skeleton lines={6} />;
  return (
    <>
      <AddressPanel status={status} />
      {/* A way that was chosen elsewhere is filled in anew. */}
      <WayChooser key={JSON.stringify(status.settings)} settings={status.settings} />
      <OpenHooks hooks={hooks} status={status} />
      <AddressHistory status={status} />
    </>
  );
};
