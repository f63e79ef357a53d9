import { queryClient, useCall } from '../../client/queries.ts';
import type { NodeDescription } from '../../client/types.ts';

/** What kinds of step there are, by type. */
export type NodeTypes = ReadonlyMap<string, NodeDescription>;

const none: NodeDescription[] = [];
const byList = new WeakMap<readonly NodeDescription[], NodeTypes>();

const byType = (list: readonly NodeDescription[]): NodeTypes => {
  const known = byList.get(list);
  if (known) return known;
  const types = new Map(list.map((description) => [description.type, description]));
  byList.set(list, types);
  return types;
};

/** The kinds of step, in the order the palette lists them; empty until they have been read. */
export const useNodeList = (): readonly NodeDescription[] => useCall('nodes.list', {}).data ?? none;

/** The kinds of step by type; the same map as long as nothing changed. */
export const useNodeTypes = (): NodeTypes => byType(useNodeList());

/** The kinds of step that have been read so far, for what happens on a key or a click. */
export const nodeTypesNow = (): NodeTypes =>
  byType(queryClient.getQueryData<readonly NodeDescription[]>(['nodes.list', {}]) ?? none);
