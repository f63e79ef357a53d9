import { useCall } from '../../client/queries.ts';
import type { FlowCard } from '../../client/types.ts';

const none: FlowCard['drift'] = [];

/** What was noticed about one delivery of a flow, as far as nobody has seen to it. */
export const useDrift = (flow: string | null, event: string): FlowCard['drift'] => {
  const { data } = useCall('flows.list', {}, { enabled: flow !== null });
  const own = data?.find(({ id }) => id === flow)?.drift.filter((notice) => notice.event === event);
  return own && own.length > 0 ? own : none;
};
