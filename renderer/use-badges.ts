import { useCall } from './client/queries.ts';
import type { Badges } from './frame/Rail.tsx';

/** How many things wait on each screen: flows and failed runs that need the person, connections that do not work. */
export const useBadges = (): Badges => {
  const flows = useCall('flows.list', {}).data ?? [];
  const failed = useCall('runs.count', { attention: true }).data?.count ?? 0;
  const connections = useCall('credentials.list', {}).data ?? [];
  return {
    flows: flows.filter(({ state }) => state === 'needs-attention').length,
    activity: failed,
    connections: connections.filter(({ isLocked, check }) => isLocked || check?.ok === false).length,
  };
};
